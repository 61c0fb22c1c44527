export * from './access.ts';
export * from './city-config.ts';
export * from './manifest.ts';
export * from './names.ts';
