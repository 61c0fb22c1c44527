import { PlatformTables1700000000001 } from './1700000000001-platform-tables.ts';

/** Tables of this library and of the messaging library, created before a service's own. */
export const PLATFORM_MIGRATIONS = [PlatformTables1700000000001] as const;
