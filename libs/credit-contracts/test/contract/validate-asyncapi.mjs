// Child process of asyncapi.contract.spec.ts: the official parser is heavy and not made for Jest. Reads the document from stdin.
import { Parser } from '@asyncapi/parser';

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { document, diagnostics } = await new Parser().parse(Buffer.concat(chunks).toString('utf8'));
const errors = diagnostics.filter((d) => d.severity === 0).map((d) => `${d.code} ${d.path.join('/')} ${d.message}`);
process.stdout.write(JSON.stringify({ errors, channels: document?.channels().all().length ?? 0, operations: document?.operations().all().length ?? 0, messages: document?.messages().all().length ?? 0 }));
