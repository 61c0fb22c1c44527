import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { routeAccess } from './caller.guard.ts';
import type { Role } from './caller.ts';

const PATH = 'path';
const METHOD = 'method';

interface Route {
  controller: Type;
  name: string;
  handler: object;
}

/** Handlers of HTTP routes of all modules. */
function routesOf(modules: ModulesContainer): Route[] {
  const scanner = new MetadataScanner();
  return [...modules.values()].flatMap((module) => [...module.controllers.values()]).flatMap(({ metatype }) => {
    if (typeof metatype !== 'function') return [];
    const prototype = metatype.prototype as Record<string, object>;
    const names = scanner.getAllMethodNames(prototype);
    return names.map((name) => ({ controller: metatype as Type, name, handler: prototype[name]! }))
      .filter(({ handler }) => [PATH, METHOD].every((key) => Reflect.getMetadata(key, handler) !== undefined));
  });
}

/** Handlers of HTTP routes that say neither `@Public()` nor `@Roles(…)`, as `Controller.method`. */
export const unannotatedRoutes = (app: INestApplicationContext): string[] => routesOf(app.get(ModulesContainer))
  .filter(({ handler, controller }) => routeAccess(handler, controller) === undefined)
  .map(({ controller, name }) => `${controller.name}.${name}`);

/** Stops the start when a route does not say who may call it. @throws Error naming the routes */
export function assertRoutesAnnotated(app: INestApplicationContext): void {
  const routes = unannotatedRoutes(app);
  if (routes.length > 0) throw new Error(`every route needs @Public() or @Roles(…): ${routes.join(', ')}`);
}

/** Roles per route as `Controller_method`; routes that need no token are absent. */
export function rolesOfRoutes(modules: ModulesContainer): Map<string, readonly Role[]> {
  const roles = new Map<string, readonly Role[]>();
  for (const { controller, name, handler } of routesOf(modules)) {
    const allowed = routeAccess(handler, controller);
    if (allowed && allowed !== 'public') roles.set(`${controller.name}_${name}`, allowed);
  }
  return roles;
}
