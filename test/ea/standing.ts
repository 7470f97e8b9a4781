import type { DeskWithEa } from './desk-with-ea.ts';
import { clock } from './ea-clock.ts';

/** Records of the journal that are told. */
const RECORDS = 60;
/** Characters of the Expert Advisor's own log. */
const EA_LOG = 1_500;
const TOLD = /^(order|position|signal|trading|drift|block|stop|cash)\.|^terminal\.(probed|answered)$/;

/** What a desk waits for at this moment, a line each, and its last records: for the story of a fault. */
export function standingOf({ terminal, runtime, journal, venue, double, ea }: DeskWithEa): readonly string[] {
  const { cockpit } = runtime;
  const now = clock.nowMs();
  return [
    `link ${terminal.link().state}, trading ${cockpit.trading.state}, obstacle ${JSON.stringify(terminal.obstacle ?? null)}`,
    ...(double === null ? [`Expert Advisor: exit code ${ea.exitCode ?? 'none'}, its log ends ${ea.log.slice(-EA_LOG)}`] : []),
    `held there: ${JSON.stringify(venue.positions)}`,
    ...[...cockpit.positions.values()].map((held) => `held here: ${JSON.stringify(held)}`),
    ...[...cockpit.blocks.values()].map((block) => `block ${JSON.stringify(block)}`),
    ...[...cockpit.breakers].flatMap(([key, one]) => (one.state === 'CLOSED' ? [] : [`breaker ${key} ${JSON.stringify(one)}`])),
    ...[...cockpit.openOrders].map((id) => `open order ${JSON.stringify(cockpit.orders.get(id))}`),
    ...[...cockpit.recoveries.values()].map((one) => `recovery ${JSON.stringify(one)}`),
    ...(cockpit.drift === null ? [] : [`drift ${JSON.stringify(cockpit.drift.items)}`]),
    ...journal
      .read(0, 1e9)
      .filter(({ type }) => TOLD.test(type))
      .slice(-RECORDS)
      .map(({ at, type, payload }) => `${((at - now) / 1_000).toFixed(1)} s ${type} ${JSON.stringify(payload).slice(0, 300)}`),
  ];
}
