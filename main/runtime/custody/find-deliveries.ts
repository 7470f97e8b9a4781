import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DeliveryStore } from '#ports';
import type { Delivery } from '#shared/domain';
import type { DeliveryView, Reply, Request } from '#shared/ipc';
import type { ReadonlyCockpit } from '#shared/projection';

/** Deliveries that are looked at between two turns of the loop: a look through them may not keep a stop waiting. */
const STEP = 200;
/** And by one question; `before` of its answer goes on from there. */
const LOOK_MAX = 5_000;

/** Deliveries that fit, newest first, each with how its signal stands now. */
export async function findDeliveries(
  store: DeliveryStore,
  cockpit: ReadonlyCockpit,
  { text, before, limit, ...query }: Request<'delivery.list'>,
): Promise<Reply<'delivery.list'>> {
  const wanted = text.trim().toLowerCase();
  const found: Delivery[] = [];
  let from = before;
  let looked = 0;
  let isOver = false;
  while (!isOver && found.length < limit && looked < LOOK_MAX) {
    const page = store.find({ ...query, before: from, limit: wanted === '' ? limit : STEP });
    const fitting = page.filter((one) => wanted === '' || textOf(one).includes(wanted));
    const room = limit - found.length;
    found.push(...fitting.slice(0, room));
    looked += page.length;
    isOver = page.length < (wanted === '' ? limit : STEP) && fitting.length <= room;
    from = (fitting.length > room ? found.at(-1)?.id : page.at(-1)?.id) ?? from;
    if (wanted !== '') await nextTurn();
  }
  return {
    deliveries: found.map((one) => viewOf(cockpit, one)),
    total: store.count(query),
    before: isOver ? null : from,
    problem: store.problem(),
  };
}

const textOf = ({ body, reason, route, signalId, source }: Delivery): string =>
  `${source ?? ''} ${route} ${signalId ?? ''} ${reason ?? ''} ${body ?? ''}`.toLowerCase();

function viewOf({ signals }: ReadonlyCockpit, one: Delivery): DeliveryView {
  const life = one.signalId === null ? undefined : signals.get(one.signalId);
  if (life === undefined) return { ...one, signal: null };
  const { kind, symbol, side } = life.signal;
  return { ...one, signal: { kind, symbol, side, state: life.state, reason: life.reason?.text ?? null } };
}
