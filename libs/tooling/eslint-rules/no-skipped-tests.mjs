const SUITES = new Set(['describe', 'it', 'test']);
const FORBIDDEN = new Set(['skip', 'only', 'todo', 'failing']);
const SHORT = new Set(['xit', 'xtest', 'xdescribe', 'fit', 'fdescribe']);

const root = (node) => (node.type === 'MemberExpression' ? root(node.object) : node.type === 'CallExpression' ? root(node.callee) : node.name);

/** A suite that cannot run fails; it is never skipped green. */
export const noSkippedTests = {
  meta: { type: 'problem', schema: [], messages: { skipped: 'No skipped, focused or empty tests.' } },
  create: (context) => ({
    MemberExpression: (node) => {
      if (FORBIDDEN.has(node.property.name) && SUITES.has(root(node.object))) context.report({ node, messageId: 'skipped' });
    },
    'CallExpression > Identifier.callee': (node) => {
      if (SHORT.has(node.name)) context.report({ node, messageId: 'skipped' });
    },
  }),
};
