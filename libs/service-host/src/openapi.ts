import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { rolesOfRoutes } from '@credit/access';
import { fillDtoSchemas } from './dto-schemas.ts';

const text = { type: 'string' } as const;
const PROBLEM_SCHEMA = {
  type: 'object',
  description: '错误答复 (RFC 9457)',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'userMessage'],
  properties: {
    type: { ...text, format: 'uri' }, title: text, status: { type: 'integer' }, detail: { ...text, description: 'English' }, instance: { ...text, format: 'uri' },
    code: { ...text, pattern: '^[A-Z][A-Z0-9_]*(\\.[A-Z][A-Z0-9_]*)?$' }, userMessage: { ...text, description: '中文' }, clause: { ...text, description: '条款' }, details: { type: 'object', additionalProperties: true, description: '供程序读取的要素，如最早日期、缺少的材料' }, traceId: text,
    errors: {
      type: 'array',
      items: {
        type: 'object', required: ['pointer', 'code', 'detail'],
        properties: { pointer: { ...text, description: 'JSON pointer' }, code: text, detail: text, userMessage: text, hint: text },
      },
    },
  },
};
const PROBLEM_ANSWER = { description: 'Problem', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'] as const;

/** OpenAPI 3.1 of the routes: who may call (`security`, `x-roles`) is taken from the guards, every route answers problems. */
export function openApiOf(app: INestApplication, info: { name: string; title: string; version: string }): OpenAPIObject {
  const config = new DocumentBuilder().setOpenAPIVersion('3.1.0').setTitle(info.title).setVersion(info.version)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer').build();
  const operationIdFactory = (controller: string, method: string): string => `${controller}_${method}`;
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory });
  const roles = rolesOfRoutes(app.get(ModulesContainer));
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (!operation) continue;
      const allowed = roles.get(operation.operationId ?? '');
      operation.tags ??= [info.name];
      operation.responses['default'] = PROBLEM_ANSWER;
      if (allowed) Object.assign(operation, { security: [{ bearer: [] }], 'x-roles': [...allowed] });
      else operation.security = [];
    }
  }
  fillDtoSchemas(document);
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: PROBLEM_SCHEMA as never } };
  return document;
}
