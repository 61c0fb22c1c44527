import { SUPPORTED_VALIDATORS } from '../fences/tables.mjs';

/** The schema generator and the compiled validation know these decorators only; another one would be checked by one twin and not by the other. */
export const supportedValidators = {
  meta: { type: 'problem', schema: [], messages: { unsupported: '"{{name}}" of class-validator has no counterpart in the schema generator of libs/credit-contracts.' } },
  create(context) {
    const imported = new Map();
    return {
      ImportDeclaration(node) {
        if (node.source.value !== 'class-validator') return;
        for (const specifier of node.specifiers) imported.set(specifier.local.name, specifier.imported?.name ?? '*');
      },
      Decorator(node) {
        const callee = node.expression.type === 'CallExpression' ? node.expression.callee : node.expression;
        const name = imported.get(callee.name);
        if (name && !SUPPORTED_VALIDATORS.includes(name)) context.report({ node, messageId: 'unsupported', data: { name } });
      },
    };
  },
};
