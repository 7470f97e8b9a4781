import { z } from 'zod';
import { problemAnswer } from '#shared/api';
import { DOOR, doorTitle } from '#shared/domain';
import { isOperators, problemsOf } from './route-problems.ts';
import { TAGS, type Route } from './route.ts';

type Json = Record<string, unknown>;

const SECURITY_SCHEMES = {
  operator: { type: 'http', scheme: 'bearer', description: 'The operator token, or a token with the role that the route needs' },
  signature: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Signature',
    description:
      'sha256= and the HMAC-SHA256, hexadecimal, of timestamp, nonce and body joined by dots; X-Mikrobot-Timestamp and X-Mikrobot-Nonce go with it',
  },
};
const TAG_TEXTS: Readonly<Record<(typeof TAGS)[number], string>> = {
  'Signals in': 'What senders of signals use',
  Looking: 'Nothing is changed by these',
  Acting: 'Each leaves a journal record in the name of its token',
  Settings: 'Who may do what, and the configuration',
  Window: 'What the window itself uses',
};

/** The API as an OpenAPI 3.1 document, made of the table of routes and of its schemas. */
export function openApi(routes: readonly Route[], version: string): Json {
  const shown = routes.filter(({ isPage }) => isPage !== true);
  const paths: Record<string, Json> = {};
  for (const row of shown) {
    const at = row.path.replace(/:(\w+)/g, '{$1}');
    paths[at] = { ...paths[at], [row.method.toLowerCase()]: operationOf(row) };
  }
  const tags = TAGS.filter((tag) => shown.some((row) => row.tag === tag));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mikrobot Cockpit',
      version,
      summary: 'Signals in, guarded orders out, every decision on record',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: tags.map((name) => ({ name, description: TAG_TEXTS[name] })),
    paths,
    components: { schemas: schemasOf(shown), securitySchemes: SECURITY_SCHEMES },
  };
}

/** `POST /signals/:id/approve` as `postSignalsIdApprove`. */
const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>): string =>
  method.toLowerCase() + [...path.matchAll(/[A-Za-z]+/g)].map(([word]) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
const refTo = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const bodyName = (row: Route): string => `${nameOf(row)}Body`;
const answerName = (row: Route, status: string): string => `${nameOf(row)}Answer${status}`;

function operationOf(row: Route): Json {
  const { who, body, mayBeSilent } = row;
  return {
    operationId: nameOf(row),
    summary: row.summary,
    tags: [row.tag],
    ...(isOperators(row) ? { description: `Role: ${who}`, 'x-role': who } : {}),
    security: isOperators(row) ? [{ operator: [] }] : who === 'signature' ? [{ signature: [] }] : [],
    ...parametersOf(row),
    ...(body === undefined ? {} : { requestBody: { required: mayBeSilent !== true, ...json(refTo(bodyName(row))) } }),
    responses: responsesOf(row),
  };
}

const json = (schema: Json, media = 'application/json'): Json => ({ content: { [media]: { schema } } });

function parametersOf({ params, query, source, who }: Route): Json {
  const all = [...parameters(params, 'path'), ...parameters(query, 'query'), ...(who === 'signature' ? SIGNED_HEADERS : [])];
  return { ...(all.length === 0 ? {} : { parameters: all }), ...(source === undefined ? {} : { 'x-source': source }) };
}

const SIGNED_HEADERS = [
  ['X-Mikrobot-Timestamp', 'Unix milliseconds within 30 s of the cockpit’s clock'],
  ['X-Mikrobot-Nonce', '16 to 64 of A-Z, a-z, 0-9, _ and -, once'],
].map(([name, description]) => ({ name, in: 'header', required: true, description, schema: { type: 'string' } }));

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query'): readonly Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, of]) => {
    const { description, ...rest } = of as Json;
    const told = description === undefined ? {} : { description };
    return { name, in: place, required: place === 'path' || required.includes(name), ...told, schema: rest };
  });
}

function responsesOf(row: Route): Json {
  const media = row.media ?? 'application/json';
  const good = Object.entries(row.answers).map(([status, { description = 'Done' }]) => [
    status,
    { description, ...json(refTo(answerName(row, status)), media) },
  ]);
  const bad = [...problemsOf(row)].map(([status, codes]) => {
    const description = codes.map((code) => `\`${code}\`${code in DOOR ? `: ${doorTitle(code)}` : ''}`);
    const problem = json(refTo('problem'), 'application/problem+json');
    // Where a route answers the same status in both ways, its own shape comes first.
    const own = row.answers[status] === undefined ? {} : json(refTo(answerName(row, String(status))), media);
    const content = { ...(own['content'] as Json), ...(problem['content'] as Json) };
    return [String(status), { description: description.join('; '), content }];
  });
  return Object.fromEntries([...good, ...bad]) as Json;
}

function schemasOf(rows: readonly Route[]): Json {
  const bodies = rows.flatMap((row) => (row.body === undefined ? [] : [[bodyName(row), row.body] as const]));
  const answers = rows.flatMap((row) =>
    Object.entries(row.answers).map(([status, schema]) => [answerName(row, status), schema] as const),
  );
  const made = [
    ...bodies.map(([name, schema]) => [name, schemaOf(schema, 'input', name)] as const),
    ...answers.map(([name, schema]) => [name, schemaOf(schema, 'output', name)] as const),
    ['problem', schemaOf(problemAnswer, 'output', 'problem')] as const,
  ];
  return Object.fromEntries(made);
}

/** zod's own JSON Schema. What it keeps under `$defs` is found from the root of the document. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', name: string): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  return JSON.parse(JSON.stringify(rest).replaceAll('"#/$defs/', `"#/components/schemas/${name}/$defs/`)) as Json;
}
