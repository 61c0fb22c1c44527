import { dtoIsAValueImport } from './dto-is-a-value-import.mjs';
import { noOrmWrites } from './no-orm-writes.mjs';
import { noSkippedTests } from './no-skipped-tests.mjs';
import { noSwallowedError } from './no-swallowed-error.mjs';
import { noTopicLiteral } from './no-topic-literal.mjs';
import { pureDomain } from './pure-domain.mjs';
import { supportedValidators } from './supported-validators.mjs';
import { todoHasId } from './todo-has-id.mjs';

/** Our own ESLint rules: what neither Nx tags nor import paths can say. */
export const creditPlugin = {
  meta: { name: 'credit' },
  rules: {
    'dto-is-a-value-import': dtoIsAValueImport,
    'no-orm-writes': noOrmWrites,
    'no-skipped-tests': noSkippedTests,
    'no-swallowed-error': noSwallowedError,
    'no-topic-literal': noTopicLiteral,
    'pure-domain': pureDomain,
    'supported-validators': supportedValidators,
    'todo-has-id': todoHasId,
  },
};
