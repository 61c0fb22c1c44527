import { Inject, Injectable, SetMetadata, createParamDecorator } from '@nestjs/common';
import type { CanActivate, CustomDecorator, ExecutionContext } from '@nestjs/common';
import { DomainError } from '@credit/kernel';
import { requireRole } from './caller.ts';
import type { Caller, Role } from './caller.ts';
import type { TokenVerifier } from './token-verifier.ts';

export const PUBLIC_ROUTE = 'credit:public-route';
export const ROUTE_ROLES = 'credit:route-roles';

/** 公开: the route needs no token. */
export const Public = (): CustomDecorator => SetMetadata(PUBLIC_ROUTE, true);

/** 角色: the route needs a token with one of these roles. */
export const Roles = (...roles: Role[]): CustomDecorator => {
  if (roles.length === 0) throw new TypeError('@Roles needs at least one role');
  return SetMetadata(ROUTE_ROLES, roles);
};

/** Who may call a route. */
export type RouteAccess = 'public' | readonly Role[];

/** What a route says about itself; the handler's word goes before its controller's. Undefined = nothing, so closed. @throws TypeError when one says both */
export function routeAccess(handler: object, controller: object): RouteAccess | undefined {
  for (const target of [handler, controller]) {
    const open = Reflect.getMetadata(PUBLIC_ROUTE, target) === true;
    const roles = Reflect.getMetadata(ROUTE_ROLES, target) as readonly Role[] | undefined;
    if (open && roles) throw new TypeError('a route is either @Public() or has @Roles(…)');
    if (open) return 'public';
    if (roles) return roles;
  }
  return undefined;
}

interface GuardedRequest {
  headers: Record<string, string | string[] | undefined>;
  caller?: Caller;
}

/** The verified caller of this request; only on routes with `@Roles`. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<GuardedRequest>();
  if (!caller) throw new Error('@CurrentCaller on a route without @Roles');
  return caller;
});

/** Nest token of the {@link TokenVerifier}. */
export const TOKEN_VERIFIER = Symbol('TOKEN_VERIFIER');

/** Denies by default: a route is open only when it says `@Public()`, and needs one of the roles it names otherwise. */
@Injectable()
export class CallerGuard implements CanActivate {
  private readonly verifier: TokenVerifier;

  constructor(@Inject(TOKEN_VERIFIER) verifier: TokenVerifier) {
    this.verifier = verifier;
  }

  /** @throws DomainError `AUTH.*` (401, 403, 503) */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const access = routeAccess(context.getHandler(), context.getClass());
    if (access === 'public') return true;
    if (!access) throw new DomainError({ code: 'AUTH.FORBIDDEN', message: 'this route is open to nobody', userMessage: '该接口未开放' });
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const authorization = request.headers['authorization'];
    const caller = await this.verifier.verify(Array.isArray(authorization) ? authorization[0] : authorization);
    requireRole(caller, ...access);
    request.caller = caller;
    return true;
  }
}
