import type { FastifyInstance } from 'fastify';
import type { DoorParts } from './door-parts.ts';

/** `/healthz` and `/readyz`, for whatever watches the process. Computed at each call, never a constant. */
export function healthRoutes(app: FastifyInstance, { desk }: DoorParts): void {
  app.get('/healthz', async (_request, reply) => {
    const { healthy, reasons } = desk.health();
    return reply.code(healthy ? 200 : 503).send({ status: healthy ? 'healthy' : 'unhealthy', reasons });
  });
  app.get('/readyz', async (_request, reply) => {
    const { ready, reasons } = desk.health();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not_ready', reasons });
  });
}
