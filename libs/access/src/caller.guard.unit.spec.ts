import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { describe, expect, it } from '@jest/globals';
import { assertRoutesAnnotated, CallerGuard, departmentOf, Public, requireDept, Roles, rolesOfRoutes, routeAccess, visibleDepartment } from './index.ts';
import type { Caller } from './index.ts';

@Public()
@Controller('mixed')
class MixedController {
  @Get('open') open(): void {}
  @Roles('operator') @Get('closed') closed(): void {}
  notARoute(): void {}
}

@Controller('bare')
class BareController {
  @Get('forgotten') forgotten(): void {}
}

const caller = (more: Partial<Caller> = {}): Caller => ({ sub: 'p1', dept: 'benxi', roles: ['source'], issuer: 'i', ...more });
const boot = async (controllers: (new () => object)[]) => {
  @Module({ controllers })
  class Root {}
  return NestFactory.create(Root, new FastifyAdapter(), { logger: false, abortOnError: false });
};
const ask = (handler: object, controller: object, answer: Caller | Error): Promise<boolean> => {
  const guard = new CallerGuard({ verify: () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)) });
  return guard.canActivate({ getType: () => 'http', getHandler: () => handler, getClass: () => controller, switchToHttp: () => ({ getRequest: () => ({ headers: {} }) }) } as never);
};

describe('routes', () => {
  it('without a word about who may call stop the start', async () => {
    const app = await boot([MixedController, BareController]);
    expect(() => assertRoutesAnnotated(app)).toThrow('BareController.forgotten');
    expect(() => assertRoutesAnnotated(app)).not.toThrow('MixedController');
    expect([...rolesOfRoutes(app.get(ModulesContainer))]).toEqual([['MixedController_closed', ['operator']]]);
    await app.close();
    const good = await boot([MixedController]);
    expect(() => assertRoutesAnnotated(good)).not.toThrow();
    await good.close();
  });

  it('of a public controller keep their own roles', () => {
    expect(routeAccess(MixedController.prototype.closed, MixedController)).toEqual(['operator']);
    expect(routeAccess(MixedController.prototype.open, MixedController)).toBe('public');
    expect(routeAccess(BareController.prototype.forgotten, BareController)).toBeUndefined();
  });

  it('cannot be public and restricted at once, nor restricted to nobody', () => {
    class Both {}
    Public()(Both);
    Roles('operator')(Both);
    expect(() => routeAccess(() => undefined, Both)).toThrow(TypeError);
    expect(() => Roles()).toThrow(TypeError);
  });
});

describe('the guard', () => {
  it('lets nobody through a route that says nothing', async () => {
    await expect(ask(BareController.prototype.forgotten, BareController, caller({ roles: ['operator'] }))).rejects.toMatchObject({ code: 'AUTH.FORBIDDEN' });
  });

  it('asks for one of the roles', async () => {
    await expect(ask(MixedController.prototype.closed, MixedController, caller())).rejects.toMatchObject({ code: 'AUTH.FORBIDDEN' });
    await expect(ask(MixedController.prototype.closed, MixedController, caller({ roles: ['operator'] }))).resolves.toBe(true);
    await expect(ask(MixedController.prototype.closed, MixedController, new Error('no keys'))).rejects.toThrow('no keys');
    await expect(ask(MixedController.prototype.open, MixedController, new Error('not asked'))).resolves.toBe(true);
  });
});

describe('a department', () => {
  it('acts only as itself', () => {
    expect(() => requireDept(caller(), 'benxi')).not.toThrow();
    expect(() => requireDept(caller(), 'other')).toThrow(expect.objectContaining({ code: 'AUTH.DEPARTMENT_NOT_YOURS' }) as never);
    expect(() => departmentOf(caller({ dept: null }))).toThrow(expect.objectContaining({ code: 'AUTH.DEPARTMENT_MISSING' }) as never);
    expect(visibleDepartment(caller())).toBe('benxi');
    expect(visibleDepartment(caller({ dept: null, roles: ['auditor'] }))).toBeNull();
    expect(() => visibleDepartment(caller({ dept: null, roles: ['source'] }))).toThrow();
  });
});
