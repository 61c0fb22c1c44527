const VALIDATED = new Set(['Body', 'Query', 'Param', 'Payload', 'Headers']);

const decoratorName = (decorator) => (decorator.expression.type === 'CallExpression' ? decorator.expression.callee.name : decorator.expression.name);

/**
 * A type-only import (or an interface) as the type of a @Body() erases design:paramtypes, and the ValidationPipe silently stops validating
 * (versions.md, trap 5): the class must be imported as a value.
 */
export const dtoIsAValueImport = {
  meta: { type: 'problem', schema: [], messages: { erased: '"{{name}}" is erased at run time here, so nothing validates it: import the DTO class as a value.' } },
  create(context) {
    const erased = new Set();
    return {
      ImportDeclaration(node) {
        for (const specifier of node.specifiers) {
          if (node.importKind === 'type' || specifier.importKind === 'type') erased.add(specifier.local.name);
        }
      },
      TSInterfaceDeclaration: (node) => erased.add(node.id.name),
      TSTypeAliasDeclaration: (node) => erased.add(node.id.name),
      'MethodDefinition:exit'(node) {
        for (const parameter of node.value.params) {
          if (!(parameter.decorators ?? []).some((decorator) => VALIDATED.has(decoratorName(decorator)))) continue;
          const type = parameter.typeAnnotation?.typeAnnotation;
          const name = type?.type === 'TSTypeReference' ? type.typeName.name : undefined;
          if (name && erased.has(name)) context.report({ node: parameter, messageId: 'erased', data: { name } });
        }
      },
    };
  },
};
