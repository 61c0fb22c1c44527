import { expect } from '@jest/globals';
import type { Answer } from './gateway.ts';

/** 4xx as RFC 9457 with a stable code, a Chinese text for people and a pointer per fault (interfaces.md §4); says nothing of our insides. */
export function expectProblem(answer: Answer, status: number | readonly number[], code?: string | RegExp): void {
  expect({ status: answer.status, text: answer.text.slice(0, 300) }).toMatchObject({ status: Array.isArray(status) ? expect.any(Number) : status });
  if (Array.isArray(status)) expect(status).toContain(answer.status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({ status: answer.status, type: expect.any(String), title: expect.any(String), detail: expect.any(String), code: expect.stringMatching(/^[A-Z][A-Z0-9_]*(\.[A-Z][A-Z0-9_]*)?$/), userMessage: expect.stringMatching(/\p{Script=Han}/u) });
  for (const fault of answer.body.errors ?? []) expect(fault).toMatchObject({ pointer: expect.stringMatching(/^(\/.*)?$/), code: expect.any(String) });
  if (code !== undefined) expect(answer.body.code).toEqual(typeof code === 'string' ? code : expect.stringMatching(code));
  expect(answer.text).not.toMatch(/node_modules|at \w+ \(|SELECT |select |insert into|ECONNREFUSED|stack/);
}

/** The codes of all faults in a problem. */
export const faultCodes = (answer: Answer): string[] => [answer.body?.code, ...(answer.body?.errors ?? []).map((fault: { code: string }) => fault.code)];
