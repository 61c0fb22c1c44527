import pg from 'pg';

/** `allowed`: the server would have done it. `refused`: the credential lacks the right. Everything else is the server's own sentence. */
export type Attempt = 'allowed' | 'refused' | (string & {});

/** What a credential tries on a real server. Nothing stays: each attempt runs inside a block that is always taken back. */
export interface DatabaseAttempts {
  /** Tries one statement. */
  mayRun(statement: string): Promise<Attempt>;
  /** The statements, in the order given, that were not refused, with what came of each. */
  notRefused(statements: readonly string[]): Promise<string[]>;
  /** Tries a statement that no transaction may hold, such as `create database`. */
  mayRunAlone(statement: string): Promise<Attempt>;
  close(): Promise<void>;
}

const WENT_THROUGH = 'CR001';
const REFUSED = '42501';

const answerOf = (error: unknown): Attempt => {
  const { code, message } = error as { code?: string; message: string };
  return code === WENT_THROUGH ? 'allowed' : code === REFUSED ? 'refused' : `${code ?? 'no code'}: ${message}`;
};

/** Connects with the credential of the URL. @throws the driver's error when the server lets it in nowhere (`42501`: not into this database; `28P01`: not at all) */
export async function databaseAttempts(url: string): Promise<DatabaseAttempts> {
  const client = new pg.Client({ connectionString: url, application_name: 'credit-attempts' });
  await client.connect();
  const mayRun = async (statement: string): Promise<Attempt> => {
    const block = `do $attempt$ begin execute ${pg.escapeLiteral(statement)}; raise exception 'went through' using errcode = '${WENT_THROUGH}'; end $attempt$`;
    return client.query(block).then(() => 'the block ended without an answer', answerOf);
  };
  return {
    mayRun,
    notRefused: async (statements) => {
      const others: string[] = [];
      for (const statement of statements) {
        const answer = await mayRun(statement);
        if (answer !== 'refused') others.push(`${statement} → ${answer}`);
      }
      return others;
    },
    mayRunAlone: (statement) => client.query(statement).then(() => 'allowed', answerOf),
    close: () => client.end(),
  };
}
