const throws = (node) => {
  if (!node || typeof node.type !== 'string') return false;
  if (node.type === 'ThrowStatement') return true;
  if (/Function/.test(node.type)) return false;
  return Object.entries(node).some(([key, value]) => key !== 'parent' && (Array.isArray(value) ? value.some(throws) : throws(value)));
};

/** A handler that catches and logs acknowledges what it did not do. The transport classifies; a catch here must throw on some path. */
export const noSwallowedError = {
  meta: { type: 'problem', schema: [], messages: { swallowed: 'A handler may not catch and go on: let the transport classify the error, or rethrow what you do not answer.' } },
  create: (context) => ({
    CatchClause: (node) => {
      if (!throws(node.body)) context.report({ node, messageId: 'swallowed' });
    },
    'CallExpression[callee.property.name="catch"]': (node) => {
      if (!throws(node.arguments[0]?.body)) context.report({ node, messageId: 'swallowed' });
    },
  }),
};
