/** Topic and event names live in libs/credit-contracts only: a hand-typed name is a topic nobody provisions. */
export const noTopicLiteral = {
  meta: { type: 'problem', schema: [], messages: { literal: 'Use the constants of @credit/contracts (TOPICS, INTAKE, RECORD, …): no string literal begins with "credit." here.' } },
  create(context) {
    const check = (node, text) => {
      if (/^credit\./.test(text)) context.report({ node, messageId: 'literal' });
    };
    return {
      Literal: (node) => typeof node.value === 'string' && check(node, node.value),
      TemplateLiteral: (node) => check(node, node.quasis[0]?.value.cooked ?? ''),
    };
  },
};
