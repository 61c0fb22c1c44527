/**
 * The fences as data: who may import what. ESLint (tags), dependency-cruiser (paths) and the proofs all read these tables,
 * so that a new lib or room is one line here and a fixture in proofs.mjs.
 */

/** Folder under libs/ → folders under libs/ it may import. */
export const LIB_IMPORTS = {
  kernel: [],
  rulebook: ['kernel'],
  'credit-contracts': ['kernel', 'rulebook'],
  observability: ['kernel', 'credit-contracts'],
  persistence: ['kernel', 'credit-contracts', 'observability'],
  messaging: ['kernel', 'credit-contracts', 'observability', 'persistence'],
  access: ['kernel', 'rulebook', 'credit-contracts', 'observability', 'persistence'],
  'service-host': ['kernel', 'rulebook', 'credit-contracts', 'observability', 'persistence', 'messaging', 'access'],
  testing: ['kernel', 'rulebook', 'credit-contracts', 'observability', 'persistence', 'messaging', 'access', 'service-host'],
  tooling: [],
};

/** Libs whose npm imports are a closed list; the others are held by NPM_OWNERS. */
export const LIB_NPM = {
  kernel: [],
  rulebook: [],
  'credit-contracts': ['class-validator', 'class-transformer', 'reflect-metadata', 'ajv'],
};

/** Npm package → the only places (path prefixes, as regular expressions) that may import it outside tests. */
export const NPM_OWNERS = {
  kafkajs: ['^libs/messaging/'],
  jose: ['^libs/access/'],
  'prom-client': ['^libs/observability/'],
  pino: ['^libs/observability/'],
  typeorm: ['^libs/persistence/', '^libs/messaging/', '^apps/[^/]+/src/outbound/', '^apps/[^/]+/src/[^/]+\\.module\\.ts$'],
  pg: ['^libs/persistence/', '^libs/testing/'],
};

/** Platform tag scopes: what Nx is told about the order of the platform libs. */
export const PLATFORM = ['observability', 'persistence', 'messaging', 'access', 'service-host'];

/**
 * Rooms of a service (apps/<service>/src/<room>): other rooms, libs, npm packages and node modules each may import.
 * `storeTypes`: the room may name the *type* of an outbound/*.store.ts; the instance comes from the module.
 */
export const ROOMS = {
  domain: {
    rooms: ['domain'],
    libs: ['kernel', 'rulebook', 'credit-contracts/src/subject'],
    npm: [],
    node: [],
  },
  application: {
    rooms: ['domain', 'application'],
    storeTypes: true,
    libs: ['kernel', 'rulebook', 'credit-contracts', 'persistence', 'access', 'observability'],
    npm: [],
    node: ['crypto', 'stream', 'stream/promises', 'buffer', 'util', 'zlib'],
  },
  inbound: {
    rooms: ['domain', 'application', 'inbound'],
    libs: ['*'],
    npm: ['@nestjs/common', '@nestjs/core', '@nestjs/swagger', '@nestjs/microservices', '@nestjs/platform-fastify', 'class-validator', 'class-transformer', 'fastify', '@fastify/helmet', '@fastify/rate-limit', '@fastify/reply-from', '@fastify/static', 'rxjs', 'csv-parse', 'reflect-metadata'],
    node: ['*'],
  },
  outbound: {
    rooms: ['domain', 'application', 'outbound'],
    libs: ['kernel', 'rulebook', 'credit-contracts', 'persistence', 'access', 'observability', 'messaging'],
    npm: ['typeorm', 'reflect-metadata'],
    node: ['*'],
  },
};

/** Folder names that collect what has no owner. */
export const CATCH_ALL_FOLDERS = ['shared', 'common', 'utils', 'util', 'helpers', 'misc', 'lib'];
