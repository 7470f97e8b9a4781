import { healthAnswer } from '#shared/api';
import { answer, route, type Route } from './route.ts';

/** `/healthz` and `/readyz`, for whatever watches the process. Computed at each call, never a constant. */
export const healthRoutes: readonly Route[] = [
  route({
    ...{ method: 'GET', path: '/healthz', tag: 'Looking', who: 'anybody' },
    summary: '200 while it works, else 503, with reasons',
    answers: { 200: healthAnswer, 503: healthAnswer },
    errors: [],
    handle: ({ parts: { service } }) => {
      const { healthy, reasons } = service.health();
      return answer({ status: healthy ? 'healthy' : 'unhealthy', reasons }, healthy ? 200 : 503);
    },
  }),
  route({
    ...{ method: 'GET', path: '/readyz', tag: 'Looking', who: 'anybody' },
    summary: '200 while signals are taken, else 503, with reasons',
    answers: { 200: healthAnswer, 503: healthAnswer },
    errors: [],
    handle: ({ parts: { service } }) => {
      const { ready, reasons } = service.health();
      return answer({ status: ready ? 'ready' : 'not_ready', reasons }, ready ? 200 : 503);
    },
  }),
];
