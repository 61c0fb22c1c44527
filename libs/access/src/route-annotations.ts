import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { PUBLIC_ROUTE, ROUTE_ROLES } from './caller.guard.ts';

const PATH = 'path';
const METHOD = 'method';

const says = (target: object, key: string): boolean => Reflect.getMetadata(key, target) !== undefined;

/** Handlers of HTTP routes that say neither `@Public()` nor `@Roles(…)`, as `Controller.method`. */
export function unannotatedRoutes(app: INestApplicationContext): string[] {
  const scanner = new MetadataScanner();
  const found: string[] = [];
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Record<string, object>;
      for (const name of scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name]!;
        if (!says(handler, PATH) || !says(handler, METHOD)) continue;
        if (![handler, metatype].some((target) => says(target, PUBLIC_ROUTE) || says(target, ROUTE_ROLES))) found.push(`${metatype.name}.${name}`);
      }
    }
  }
  return found;
}

/** Stops the start when a route does not say who may call it. @throws Error naming the routes */
export function assertRoutesAnnotated(app: INestApplicationContext): void {
  const routes = unannotatedRoutes(app);
  if (routes.length > 0) throw new Error(`every route needs @Public() or @Roles(…): ${routes.join(', ')}`);
}
