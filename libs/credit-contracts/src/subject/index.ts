export * from './finding.ts';
export * from './finding-catalogue.ts';
export * from './name.ts';
export * from './half-width.ts';
export * from './resident-id.ts';
export * from './uscc.ts';
export * from './snapshot.ts';
export * from './subject-class.ts';
