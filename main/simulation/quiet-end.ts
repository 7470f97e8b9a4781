import type { Deal } from '#shared/domain';
import { BOUNDS } from '#shared/projection';
import { VERSION } from '../host/version.ts';
import { createRedecider } from '../host/redecide.ts';
import { same } from '../host/same.ts';
import type { Participants } from './participants.ts';
import { checkSecrecy } from './secrecy.ts';
import type { World } from './world.ts';

/** Long enough for every card to run out, every deadline to pass and two regular looks at the terminal. */
const QUIET_MS = 75_000;
const PASSING: ReadonlySet<string> = new Set(['received', 'evaluated', 'in_pipeline', 'ordered', 'unknown']);

/** Everything is mended and given time: then nothing may be left in the air. */
export async function quietEnd({ world, trader }: Participants): Promise<void> {
  const { reach, witnesses } = world;
  reach.isCut = false;
  reach.isBlind = false;
  reach.isMute = false;
  reach.faults.length = 0;
  world.strikes.length = 0;
  world.entryStrikes.length = 0;
  world.shares.length = 0;
  world.disk.next = null;
  world.disk.isFull = false;
  world.broker.setAlgoTrading(true);
  world.market.widen(1);
  world.pc.offsetMs = 0;
  await world.broker.start();
  if (world.life.alive && !world.isSound) await world.advance(2_000); // The journal is mended within a second.
  if (!world.isSound) await world.restart();
  await trader.resetBreakers();
  await world.advance(QUIET_MS);
  if (witnesses.broken !== null) return;
  if (!world.isSound) witnesses.fail('BUG', `The cockpit is not sound at a quiet end: ${world.runtime.loop.fault ?? 'dead'}`);
  if (!world.cockpit.clock.trusted) witnesses.fail('I19', 'The clocks agree, and the cockpit still doubts them');
  checkSettled(world);
  checkLedger(world);
  checkRecovered(world);
  const deals = await world.broker.deals(0);
  checkBroker(world, deals);
  witnesses.management.trades(world.cockpit.trades, deals);
  checkBounds(world);
  checkSecrecy(world);
  if (!world.mirror.shows(world.cockpit)) witnesses.fail('I9', 'The window does not show what the engine knows');
  world.checkFolded();
  checkRedecided(world);
}

/** I10: every signal has ended, is open, or waits for an answer that can still come. */
function checkSettled({ cockpit, broker, witnesses }: World): void {
  const waiting = new Set((broker.snapshot()?.orders ?? []).map(({ clientOrderId }) => clientOrderId));
  for (const { signalId, state, ticket, orders } of cockpit.signals.values()) {
    // One whose order waits at the broker for its price is where it has to be.
    const isWaiting = state === 'ordered' && waiting.has(orders.at(-1) ?? null);
    if (PASSING.has(state) && !isWaiting) witnesses.fail('I10', `Signal ${signalId} is still ${state}`);
    if (state === 'awaiting_approval' && !cockpit.pending.has(signalId))
      witnesses.fail('I10', `Signal ${signalId} waits for nobody`);
    if (state === 'open' && (ticket === null || !cockpit.positions.has(ticket)))
      witnesses.fail('I10', `Signal ${signalId} is open without a position`);
  }
  for (const { clientOrderId, state, request } of cockpit.orders.values())
    if (state === 'intended' || state === 'unknown')
      witnesses.fail('I10', `The ${request.op} ${clientOrderId} is still ${state}`);
}

/** I14: ledger and terminal hold the same, or the difference is on the screen. */
function checkLedger({ cockpit, broker, witnesses }: World): void {
  const there = (broker.snapshot()?.positions ?? []).map(({ ticket, volume }) => `${ticket}:${volume}`).sort();
  const ours = [...cockpit.positions.values()].map(({ position: { ticket, volume } }) => `${ticket}:${volume}`).sort();
  if (there.join() !== ours.join() && cockpit.drift === null)
    witnesses.fail('I14', `The broker holds [${there.join(' ')}], the ledger [${ours.join(' ')}], and no drift is shown`);
}

/** I1 and I2 as the broker's own books have it. */
function checkBroker({ broker: terminal, witnesses, cockpit }: World, deals: readonly Deal[]): void {
  const book = terminal.snapshot();
  const opened = new Map<string, string>();
  for (const { clientOrderId } of [...(book?.positions ?? []), ...(book?.orders ?? [])])
    // A broker may have cut the comment: then what is left of the id has to be the beginning of one.
    if (clientOrderId !== null && ![...witnesses.orders.intended.keys()].some((own) => own.startsWith(clientOrderId)))
      witnesses.fail('I1', `The broker has ${clientOrderId}, which was never intended`);
  const { orders } = cockpit;
  for (const { clientOrderId, entry } of deals) {
    const state = clientOrderId === null ? undefined : orders.get(clientOrderId)?.state;
    if (entry === 'in' && state === 'refused')
      witnesses.fail('I7', `Order ${clientOrderId ?? ''} was taken for refused, and was filled later`);
  }
  for (const order of witnesses.orders.intended.values()) {
    if (order.request.op !== 'open' || order.signalId === null || !witnesses.orders.sent.has(order.clientOrderId)) continue;
    const before = opened.get(order.signalId);
    // What was requoted is asked for again, and only that; by the broker's own deals it did nothing.
    const isFree =
      before !== undefined && witnesses.orders.wasRequoted(before) && !deals.some((one) => one.clientOrderId === before);
    if (before !== undefined && !isFree)
      witnesses.fail('I2', `Signal ${order.signalId} was sent as ${before} and as ${order.clientOrderId}`);
    opened.set(order.signalId, order.clientOrderId);
  }
}

/** I12: no collection outgrows its stated bound. */
export function checkBounds({ cockpit, witnesses, runtime }: World): void {
  for (const name of SIZED)
    if (cockpit[name].size > BOUNDS[name]) witnesses.fail('I12', `${name} holds ${cockpit[name].size}, at most ${BOUNDS[name]}`);
  for (const name of LISTED)
    if (cockpit[name].length > BOUNDS[name]) witnesses.fail('I12', `${name} holds ${cockpit[name].length}`);
  for (const [name, lane] of Object.entries(runtime.loop.lanes))
    if (lane.depth > lane.max) witnesses.fail('I12', `The ${name} lane holds ${lane.depth}, at most ${lane.max}`);
  for (const { signalId, decisions } of cockpit.signals.values())
    if (decisions.length > BOUNDS.decisionsPerSignal) witnesses.fail('I12', `${signalId} holds ${decisions.length} decisions`);
}

const SIZED = ['signals', 'pending', 'orders', 'positions', 'alarms', 'certificates', 'stops', 'recoveries', 'tail'] as const;
const LISTED = ['trades', 'recovered', 'drills'] as const;

/** Everything is well again, so every fault has been answered to its end. */
function checkRecovered({ cockpit, witnesses }: World): void {
  for (const { id, component, kind, last } of cockpit.recoveries.values())
    witnesses.fail('I10', `The recovery ${id} (${component}, ${kind}) is not over: ${last}`);
}

/** I8: decided again on the recorded inputs, every decision comes out as it was recorded. */
function checkRedecided(world: World): void {
  const { disk, witnesses } = world;
  if (world.isSound) world.runtime.loop.recordHeld();
  const redecider = createRedecider(VERSION);
  for (const record of disk.records) {
    const problem = redecider.record(record);
    if (problem !== undefined) {
      witnesses.fail('I8', `Record ${record.seq} (${record.type}): ${problem}`);
      return;
    }
  }
  if (world.isSound && !same(redecider.engine, world.runtime.loop.engine))
    witnesses.fail('I8', 'The journal folded again is not the engine as it stands');
  const open = redecider.end();
  if (open !== undefined) witnesses.fail('I8', open);
}
