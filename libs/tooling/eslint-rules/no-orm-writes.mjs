const WRITES = new Set(['save', 'insert', 'upsert', 'update', 'remove', 'delete', 'softDelete', 'softRemove', 'increment', 'decrement', 'clear', 'restore']);

const isRepository = (node) => {
  if (node.type === 'CallExpression') return ['getRepository', 'getTreeRepository', 'createQueryBuilder'].includes(node.callee.property?.name ?? node.callee.name);
  const name = node.type === 'MemberExpression' ? node.property.name : node.name;
  return /(^|[a-z])(repo|repository|entityManager)$/i.test(name ?? '') || /^manager$/.test(name ?? '');
};

/** Writes go through the set-based AggregateStore or UnitOfWork.query: an ORM write is a round trip per row and bypasses journal and outbox. */
export const noOrmWrites = {
  meta: { type: 'problem', schema: [], messages: { write: 'No ORM write here: use the AggregateStore or one set-based statement through the unit of work.' } },
  create: (context) => ({
    'CallExpression > MemberExpression.callee': (node) => {
      if (WRITES.has(node.property.name) && isRepository(node.object)) context.report({ node: node.parent, messageId: 'write' });
    },
  }),
};
