import { z } from 'zod';
import { openApi } from './open-api.ts';
import { rawRoute, type Door, type Route, type Serve } from './route.ts';

/** The API's description of itself. */
export const documentRoutes: readonly Route[] = [
  rawRoute({
    ...{ method: 'GET', path: '/openapi.json', tag: 'Looking', who: 'read' },
    summary: 'this API as an OpenAPI 3.1 document',
    answers: { 200: z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) }) },
    errors: [],
    serve: theDocument,
  }),
];

/** Made at the first question: nobody else waits for it. */
function theDocument({ parts, routes }: Door): Serve {
  let text: string | undefined;
  return (_request, reply) => {
    text ??= JSON.stringify(openApi(routes, parts.version));
    return reply.type('application/json; charset=utf-8').send(text);
  };
}
