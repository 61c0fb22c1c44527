/** A TODO names its issue: `TODO(#7): …`. */
export const todoHasId = {
  meta: { type: 'problem', schema: [], messages: { anonymous: 'A TODO, FIXME or XXX names an id: TODO(#7): …' } },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (/\b(TODO|FIXME|XXX)\b(?!\([A-Z]*-?#?\d+\))/.test(comment.value) && !/TO_VERIFY/.test(comment.value)) context.report({ loc: comment.loc, messageId: 'anonymous' });
      }
    },
  }),
};
