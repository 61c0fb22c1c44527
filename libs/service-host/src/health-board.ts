/** One thing a process depends on. */
export interface HealthCheck {
  name: string;
  /** `live`: a failure means the process should be restarted. `ready`: it should get no work yet. */
  kind: 'live' | 'ready';
  /** @returns undefined when well, otherwise what is wrong, in one sentence; throwing counts as wrong */
  look(): string | undefined | Promise<string | undefined>;
}

export interface HealthReport {
  status: 'ok' | 'failing';
  service: string;
  checks: Record<string, string>;
}

const LOOK_MS = 2_000;

async function outcome(check: HealthCheck): Promise<string> {
  const late = new Promise<string>((resolve) => setTimeout(() => resolve('no answer within 2 s'), LOOK_MS).unref());
  try {
    return (await Promise.race([Promise.resolve(check.look()), late])) ?? 'ok';
  } catch (error) {
    return (error as Error).name === 'AggregateError' ? 'cannot be reached' : ((error as { code?: string }).code ?? 'failing');
  }
}

/** 健康: the checks of a process, asked when somebody asks. */
export class HealthBoard {
  private readonly service: string;
  private readonly checks: HealthCheck[] = [];

  constructor(service: string) {
    this.service = service;
  }

  add(check: HealthCheck): void {
    this.checks.push(check);
  }

  /** `ready` includes the checks of `live`. */
  async report(kind: 'live' | 'ready'): Promise<HealthReport> {
    const asked = this.checks.filter((check) => kind === 'ready' || check.kind === 'live');
    const results = await Promise.all(asked.map(async (check) => [check.name, await outcome(check)] as const));
    return { status: results.every(([, result]) => result === 'ok') ? 'ok' : 'failing', service: this.service, checks: Object.fromEntries(results) };
  }
}
