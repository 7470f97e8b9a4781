import { identifierOf } from '#shared/domain';
import type { CommandName, Request } from '#shared/ipc';
import type { LedgerPosition } from '#shared/projection';
import type { Dice } from './dice.ts';
import type { World } from './world.ts';

/** Puts one act to the cockpit, and says in a word what it made of it. */
export type Ask = <N extends CommandName>(name: N, request: Request<N>) => Promise<string>;

/** A position is turned round by hand, now and then twice with one name, or closed by an opposite one of its symbol. */
export async function turned(world: World, ask: Ask, dice: Dice): Promise<string> {
  const all = [...world.cockpit.positions.values()];
  const held = dice.any(all);
  if (held === undefined) return 'nothing';
  const by = dice.any(all.filter((one) => isOpposite(one, held)));
  const { ticket } = held.position;
  const isForeign = held.foreign || by?.foreign === true;
  if (by !== undefined && dice.hits(0.6)) {
    const asked = { ticket, by: by.position.ticket, ...(isForeign && dice.hits(0.7) ? { foreign: true } : {}) };
    return `${ticket} by ${asked.by} ${await ask('position.close', asked)}`;
  }
  const asked = reversalOf(world, held, dice);
  const first = await ask('position.reverse', asked);
  const again = dice.hits(0.2) ? ` and again ${await ask('position.reverse', asked)}` : '';
  return `${ticket} turned ${first}${again}`;
}

const isOpposite = ({ position }: LedgerPosition, { position: held }: LedgerPosition): boolean =>
  position.symbol === held.symbol && position.direction !== held.direction;

/** A stop that is mostly where the other side can have one. */
function reversalOf(world: World, { position, foreign }: LedgerPosition, dice: Dice): Request<'position.reverse'> {
  const { symbol, direction, entry } = position;
  const bid = world.broker.quote(symbol)?.bid ?? entry;
  const up = direction === 'BUY' ? 1 : -1;
  const stop = bid * (1 + up * dice.pick([0.001, 0.002, 0.004, 0.00001, -0.001]));
  return {
    ticket: position.ticket,
    clientId: `turn-${identifierOf(position)}-${dice.below(1_000_000)}`,
    stopLoss: Number(stop.toFixed(bid > 20 ? 3 : 5)),
    ...{ takeProfit: null, riskPercent: null, volumeMax: null, reason: null },
    ...(foreign && dice.hits(0.7) ? { foreign: true } : {}),
  };
}

/** A stop is moved, mostly to risk less, a part is closed, or a position is put under other rules. */
export async function managed({ cockpit, broker }: World, ask: Ask, dice: Dice): Promise<string> {
  const held = dice.any([...cockpit.positions.values()]);
  if (held === undefined) return 'nothing';
  const { ticket, symbol, direction, stopLoss, entry, volume } = held.position;
  const what = dice.pick(['stop', 'stop', 'break-even', 'target', 'part', 'lots', 'rules']);
  const up = direction === 'BUY' ? 1 : -1;
  const bid = broker.quote(symbol)?.bid ?? entry;
  const away = stopLoss === null ? bid * 0.001 : Math.abs(bid - stopLoss);
  const near = Number((bid - up * away * (0.3 + dice.roll())).toFixed(bid > 20 ? 3 : 5));
  const level = { stop: { stopLoss: near }, 'break-even': { stopLoss: 'break_even' as const }, target: { takeProfit: null } };
  if (what === 'stop' || what === 'break-even' || what === 'target')
    return `${what} of ${ticket} from ${entry} ${await ask('position.modify', { ticket, ...level[what], reason: null })}`;
  if (what === 'rules') {
    const rules = { ...cockpit.config.strategies.m5_bos.management, breakEvenAtR: 0.5, maxMinutes: dice.pick([5, 60]) };
    const asked = { ticket, rules, ...(held.foreign ? { foreign: true } : {}), reason: 'the simulation says so' };
    return `rules of ${ticket} ${await ask('position.manage', asked)}`;
  }
  const part = what === 'part' ? { percent: dice.pick([25, 50, 75, 100]) } : { lots: dice.pick([0.01, volume]) };
  const foreign = held.foreign ? { foreign: true } : {};
  return `${what} of ${ticket} ${await ask('position.close', { ticket, part, ...foreign })}`;
}
