/** Loaded before a service: stack traces name our TypeScript lines. Maps of node_modules stay unread: TypeORM's alone hold 20 MB of every heap, and V8 grows a heap in proportion to what lives in it. */
import { setSourceMapsSupport } from 'node:module';

setSourceMapsSupport(true, { nodeModules: false });
