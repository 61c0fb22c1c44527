const AMBIENT = ['process', 'console', 'fetch', 'crypto', 'performance', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'globalThis', 'require', 'Buffer'];

const isGlobal = (context, node) => {
  for (let scope = context.sourceCode.getScope(node); scope; scope = scope.upper) {
    const variable = scope.set.get(node.name);
    if (variable) return variable.defs.length === 0;
  }
  return true;
};

const isReference = (node) => {
  const parent = node.parent;
  if (parent.type === 'MemberExpression' && parent.property === node && !parent.computed) return false;
  if (parent.type === 'Property' && parent.key === node && !parent.computed && parent.value !== node) return false;
  return !parent.type.startsWith('TS') && !['PropertyDefinition', 'MethodDefinition', 'ImportSpecifier'].includes(parent.type);
};

/**
 * The law is synchronous and pure: now, ids and looked-up facts come inside the command.
 * Option `dateArithmetic` (kernel): a Date made from a given value is allowed, the current time is not.
 */
export const pureDomain = {
  meta: {
    type: 'problem',
    schema: [{ type: 'object', properties: { dateArithmetic: { type: 'boolean' } }, additionalProperties: false }],
    messages: { clock: 'The current time comes inside the command, never from Date.', random: 'Ids and chance come inside the command, never from Math.random.', ambient: '"{{name}}" reaches outside: the domain is pure.', async: 'The domain is synchronous.' },
  },
  create(context) {
    const arithmetic = context.options[0]?.dateArithmetic === true;
    const dateIsFine = (node) => {
      const parent = node.parent;
      if (!arithmetic) return false;
      if (parent.type === 'NewExpression') return parent.arguments.length > 0;
      return parent.type === 'MemberExpression' && ['UTC', 'parse'].includes(parent.property.name);
    };
    return {
      Identifier(node) {
        if (!isReference(node) || !isGlobal(context, node)) return;
        if (node.name === 'Date' && !dateIsFine(node)) context.report({ node, messageId: 'clock' });
        if (node.name === 'Math' && node.parent.property?.name === 'random') context.report({ node, messageId: 'random' });
        if (AMBIENT.includes(node.name)) context.report({ node, messageId: 'ambient', data: { name: node.name } });
      },
      AwaitExpression: (node) => context.report({ node, messageId: 'async' }),
    };
  },
};
