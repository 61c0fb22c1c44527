import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A message of a worker: `failed` when it gave up. */
interface Answer {
  failed?: string;
  [member: string]: unknown;
}

/** A forked process that answers one question at a time. */
export class Worker {
  private readonly child: ChildProcess;
  private readonly answers: Answer[] = [];
  private wake: () => void = () => undefined;
  private ended: string | undefined;

  /** @param execArgv flags of Node for this process */
  constructor(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, execArgv: readonly string[] = []) {
    this.child = fork(file, args, { env: { ...process.env, ...env }, execArgv: [...execArgv], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    createInterface(this.child.stdout!).on('line', (line) => process.stdout.write(`${line}\n`));
    this.child.on('message', (message) => {
      this.answers.push(message as Answer);
      this.wake();
    });
    this.child.once('exit', (code, signal) => {
      this.ended = `ended (${code ?? signal})`;
      this.wake();
    });
  }

  get pid(): number {
    return this.child.pid!;
  }

  tell(message: object): void {
    this.child.send(message);
  }

  /** The next message. @throws Error when the worker failed, ended or `seconds` are over */
  async next<T extends object>(seconds = 120): Promise<T> {
    const end = Date.now() + seconds * 1000;
    while (this.answers.length === 0) {
      if (this.ended) throw new Error(`a worker of the bench ${this.ended}`);
      if (Date.now() > end) throw new Error(`a worker of the bench gave no answer within ${seconds} s`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 1_000);
        this.wake = () => (clearTimeout(timer), resolve());
      });
    }
    const answer = this.answers.shift()!;
    if (answer.failed !== undefined) throw new Error(`a worker of the bench failed: ${answer.failed}`);
    return answer as T;
  }

  async ask<T extends object>(message: object, seconds?: number): Promise<T> {
    this.tell(message);
    return this.next<T>(seconds);
  }

  async stop(): Promise<void> {
    if (this.ended) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.connected) this.child.disconnect();
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 3_000);
    await gone;
    clearTimeout(timer);
  }
}
