/** Fails the suite with one sentence that names every missing variable; nothing is skipped. */
export function requireEnvironment(suite, names, remedy) {
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length === 0) return;
  const error = new Error(`${suite} tests cannot run: ${missing.join(', ')} not set. ${remedy}`);
  error.stack = error.message;
  throw error;
}
