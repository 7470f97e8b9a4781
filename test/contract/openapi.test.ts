import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { openApi, ROUTES } from '#main/adapters/http/index.ts';
import { root } from '#main/launcher/project.mjs';
import { OPERATOR, openDoor } from '#test/main/adapters/http/open-door.ts';

type Operation = { readonly operationId: string; readonly responses: Readonly<Record<string, unknown>> };
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
};
const document = openApi(ROUTES, '1.2.3') as unknown as Document;
const named = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

test('the document is valid OpenAPI 3.1, by a validator of its own', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(document)) as Record<string, unknown>);
  expect([valid, errors, validator.version]).toEqual([true, undefined, '3.1']);
});

test('every schema in it is a JSON Schema whose references lead somewhere', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'api', ...document });
  for (const name of Object.keys(document.components.schemas))
    expect(() => ajv.compile({ $ref: `api#/components/schemas/${name}` }), name).not.toThrow();
});

test('it has each route of the table once, and no other', () => {
  const told = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const served = ROUTES.filter(({ isPage }) => isPage !== true).map(({ method, path }) => `${method} ${named(path)}`);
  expect([...told].sort()).toEqual([...served].sort());
  expect(new Set(served).size).toBe(served.length);
  const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
  expect(new Set(ids).size).toBe(ids.length);
});

test('every operator route says which role it needs, and may be refused for it', () => {
  for (const { method, path, who } of ROUTES) {
    const operation = document.paths[named(path)]?.[method.toLowerCase()] as (Operation & { 'x-role'?: string }) | undefined;
    if (operation === undefined) continue;
    const isOperators = ['read', 'operate', 'admin'].includes(who);
    expect([path, operation['x-role']]).toEqual([path, isOperators ? who : undefined]);
    expect([path, JSON.stringify(operation.responses['403'] ?? '').includes('forbidden_role')]).toEqual([path, isOperators]);
  }
});

test('the door serves it, and it is what the table says', async () => {
  const { ask } = await openDoor();
  expect((await ask('GET', '/openapi.json')).status).toBe(401);
  const told = await ask('GET', '/openapi.json', { headers: OPERATOR });
  expect([told.status, told.json]).toEqual([200, JSON.parse(JSON.stringify(openApi(ROUTES, '0.0.0')))]);
});

test('no file of the door adds a route beside the table', () => {
  const folder = join(root, 'main/adapters/http');
  const adding = readdirSync(folder).filter((name) =>
    /\b(app|server|guarded|fastify)\.(route|get|post|put|patch|delete|all|options|head|register)\(/.test(
      readFileSync(join(folder, name), 'utf8'),
    ),
  );
  expect(adding.sort()).toEqual(['http-server.ts', 'register-routes.ts']);
});
