import { LIB_IMPORTS, LIB_NPM, NPM_OWNERS, ROOMS } from './fences/tables.mjs';

const any = (words) => `(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|')})`;
const npm = (names) => `node_modules/${any(names)}/`;
const STORE = '^apps/$1/src/outbound/[^/]+\\.store\\.ts$';
const SPEC = '\\.spec\\.ts$|/test/|/bench/';
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const libRules = Object.entries(LIB_IMPORTS).flatMap(([lib, allowed]) => [
  forbid(`lib-${lib}-imports`, `libs/${lib} may import ${allowed.join(', ') || 'no other lib'}`,
    { path: `^libs/${lib}/`, pathNot: SPEC },
    { path: '^(libs|apps)/', pathNot: `^libs/${any([lib, ...allowed])}/` }),
  ...(LIB_NPM[lib] ? [forbid(`lib-${lib}-npm`, `libs/${lib} may import of npm: ${LIB_NPM[lib].join(', ') || 'nothing'}`,
    { path: `^libs/${lib}/src/`, pathNot: SPEC },
    { dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'npm-optional', 'npm-no-pkg', 'npm-unknown'], pathNot: ['^libs/', ...(LIB_NPM[lib].length ? [npm(LIB_NPM[lib])] : [])] })] : []),
]);

const owned = Object.entries(NPM_OWNERS).map(([name, owners]) =>
  forbid(`${name}-has-an-owner`, `${name} is imported only in ${owners.join(', ')}`, { path: '^(apps|libs)/', pathNot: [SPEC, ...owners] }, { path: npm([name]) }));

const roomRules = Object.entries(ROOMS).flatMap(([room, may]) => {
  const from = { path: `^apps/([^/]+)/src/${room}/`, pathNot: SPEC };
  const lib = may.libs.map((entry) => `^libs/${entry}/`);
  return [
    forbid(`room-${room}-rooms`, `${room}/ may import ${may.rooms.join(', ')} of its own service`, from,
      { path: '^apps/$1/', pathNot: [...may.rooms.map((other) => `^apps/$1/src/${other}/`), ...(may.storeTypes ? [STORE] : [])] }),
    ...(may.storeTypes ? [forbid(`room-${room}-store-types`, `${room}/ knows a store of outbound/ as a type only`, from, { path: STORE, dependencyTypesNot: ['type-only'] })] : []),
    ...(may.libs.includes('*') ? [] : [forbid(`room-${room}-libs`, `${room}/ may import ${may.libs.join(', ')}`, from, { path: '^libs/', pathNot: lib })]),
    forbid(`room-${room}-npm`, `${room}/ may import of npm: ${may.npm.join(', ') || 'nothing'}`, from,
      { path: 'node_modules/', pathNot: may.npm.length ? npm(may.npm) : undefined }),
    ...(may.node.includes('*') ? [] : [forbid(`room-${room}-node`, `${room}/ may import of Node: ${may.node.join(', ') || 'nothing'}`, from,
      { dependencyTypes: ['core'], pathNot: may.node.length ? `^(node:)?${any(may.node)}$` : undefined })]),
  ];
}).map(dropUndefined);

function dropUndefined(rule) {
  for (const key of Object.keys(rule.to)) if (rule.to[key] === undefined) delete rule.to[key];
  return rule;
}

/** Second, cache-free gate beside the ESLint tags: paths, rooms, npm owners, cycles. */
export default {
  forbidden: [
    ...libRules,
    ...owned,
    ...roomRules,
    forbid('no-app-to-app', 'an app never imports another app; journeys and bench import none', { path: '^apps/([^/]+)/' }, { path: '^apps/', pathNot: '^apps/$1/' }),
    forbid('composition-root', 'only <app>.module.ts and main.ts know all rooms, and nobody imports them but main.ts and tests',
      { path: '^apps/([^/]+)/src/', pathNot: [SPEC, '^apps/[^/]+/src/main\\.ts$', '^apps/gateway/', '^apps/creditctl/'] }, { path: '^apps/$1/src/(main|[^/]+\\.module)\\.ts$' }),
    forbid('testing-only-in-specs', '@credit/testing is for specs', { path: '^(apps|libs)/', pathNot: [SPEC, '^libs/testing/', '^apps/journeys/'] }, { path: '^libs/testing/' }),
    forbid('tooling-is-not-runtime', 'libs/tooling holds no run-time code', { path: '^(apps|libs)/', pathNot: '^libs/tooling/' }, { path: '^libs/tooling/' }),
    forbid('no-cycle', 'no import cycle', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    forbid('resolvable', 'every import resolves', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(apps|libs|deploy)/[^/]+/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'apps/tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['@credit/source', 'import', 'node', 'default'], mainFields: ['main'] },
  },
};
