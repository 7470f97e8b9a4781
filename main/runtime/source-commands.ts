import { ok } from '#shared/lib';
import type { Request } from '#shared/ipc';
import type { DeliveryStore } from '#ports';
import { findDeliveries } from './custody/index.ts';
import type { Runtime } from './runtime.ts';
import { sourceViews } from './sources/index.ts';

type Means = { readonly runtime: Runtime; readonly deliveries: DeliveryStore | null };

/** Commands about where signals come from, and what was delivered. */
export const sourceHandlers = ({ runtime, deliveries }: Means) => ({
  'source.list': () => Promise.resolve(ok({ sources: [...sourceViews(runtime.cockpit)] })),
  'delivery.list': async (request: Request<'delivery.list'>) =>
    ok(deliveries === null ? NOT_KEPT : await findDeliveries(deliveries, runtime.cockpit, request)),
});

const NOT_KEPT = { deliveries: [], total: 0, before: null, problem: 'This host keeps no deliveries' };
