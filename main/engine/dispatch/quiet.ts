import type { Facts } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { alarmsTurnAt } from '#engine/monitoring';
import { isDayHeld } from '#engine/rulebook';
import { nextDeadline } from './clockwork.ts';

/**
 * Until when another look at the clock (UTC ms, exclusive) decides nothing, given that the one at `nowMs` decided nothing, the terminal
 * shows what it showed then and nothing was folded since but candles. Null: nobody can tell, so every look has to be taken. That
 * is so as soon as anything is held, waits, is being closed or mended: then prices and answers count and not only time.
 *
 * What `tick` looks at and can turn by time alone belongs into `alarmsTurnAt` or `nextDeadline`.
 */
export function quietUntil(engine: ReadonlyEngine, facts: Facts, nowMs: number): number | null {
  const { cockpit } = engine;
  if (!isFlat(cockpit, facts) || facts.link !== 'up' || facts.account === null) return null;
  if (cockpit.day === null || nowMs < cockpit.day.anchorAt || isDayHeld(cockpit) || cockpit.limitsKept !== null) return null;
  const alarms = alarmsTurnAt(cockpit, nowMs);
  return alarms === null ? null : Math.min(alarms, nextDeadline(engine) ?? Infinity);
}

const isFlat = ({ positions, openOrders, exits, recoveries }: ReadonlyCockpit, facts: Facts): boolean =>
  facts.positions.length + facts.orders.length === 0 && positions.size + openOrders.size + exits.size + recoveries.size === 0;

/** Whether the terminal shows the same, to an account that holds nothing: prices move and nothing follows from them. */
export function showsTheSame(one: Facts, other: Facts): boolean {
  const { account, link, positions, orders, obstacle, unsound } = one;
  if (link !== other.link || unsound !== other.unsound || obstacle?.code !== other.obstacle?.code) return false;
  if (obstacle?.text !== other.obstacle?.text) return false;
  if (positions.length + orders.length + other.positions.length + other.orders.length > 0) return false;
  return account === null || other.account === null ? account === other.account : isEqual(account, other.account);
}

/** Accounts are flat but for their list of balance operations. */
function isEqual(one: object, other: object): boolean {
  const [mine, theirs] = [one as Readonly<Record<string, unknown>>, other as Readonly<Record<string, unknown>>];
  const keys = Object.keys(mine);
  return keys.length === Object.keys(theirs).length && keys.every((key) => isEqualValue(mine[key], theirs[key]));
}

function isEqualValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  return typeof one === 'object' && typeof other === 'object' && one !== null && other !== null && isEqual(one, other);
}
