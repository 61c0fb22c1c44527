import { PlatformTables1700000000001 } from './1700000000001-platform-tables.ts';
import { OwnerFunctions1700000000002 } from './1700000000002-owner-functions.ts';

/** Tables of this library and of the messaging library, created before a service's own. */
export const PLATFORM_MIGRATIONS = [PlatformTables1700000000001, OwnerFunctions1700000000002] as const;
