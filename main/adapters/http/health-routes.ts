import type { FastifyInstance } from 'fastify';
import type { HttpParts } from './http-parts.ts';

/** `/healthz` and `/readyz`, for whatever watches the process. Computed at each call, never a constant. */
export function healthRoutes(app: FastifyInstance, { service }: HttpParts): void {
  app.get('/healthz', async (_request, reply) => {
    const { healthy, reasons } = service.health();
    return reply.code(healthy ? 200 : 503).send({ status: healthy ? 'healthy' : 'unhealthy', reasons });
  });
  app.get('/readyz', async (_request, reply) => {
    const { ready, reasons } = service.health();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not_ready', reasons });
  });
}
