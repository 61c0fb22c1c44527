/** What the process says with its exit code; documented in the README. */
export const EXIT = { ok: 0, failed: 1, usage: 2, differences: 3, noAnswer: 4, unreachable: 69, settings: 78 } as const;

/** A command that ends without success: exit code, stable code, English message, Chinese text. */
export class CommandFailure extends Error {
  readonly exit: number;
  readonly code: string;
  readonly userMessage: string;
  readonly details: unknown;

  constructor(exit: number, code: string, message: string, userMessage: string, details?: unknown) {
    super(message);
    this.exit = exit;
    this.code = code;
    this.userMessage = userMessage;
    this.details = details;
  }
}
