/**
 * The schema generator and the compiled validation know the decorators of libs/credit-contracts/src/schema only; a bare one of class-validator
 * would be checked by one twin and not by the other.
 */
export const supportedValidators = {
  meta: { type: 'problem', schema: [], messages: { unsupported: '"{{name}}" of class-validator has no counterpart in the compiled validation: use the decorators of schema/.' } },
  create(context) {
    const bare = new Set();
    return {
      ImportDeclaration(node) {
        if (node.source.value !== 'class-validator') return;
        for (const specifier of node.specifiers) bare.add(specifier.local.name);
      },
      Decorator(node) {
        const callee = node.expression.type === 'CallExpression' ? node.expression.callee : node.expression;
        const name = callee.type === 'MemberExpression' ? callee.object.name : callee.name;
        if (bare.has(name)) context.report({ node, messageId: 'unsupported', data: { name } });
      },
    };
  },
};
