import type { BrokerTest, BrokerTestStep, Deal, Outcome, Position } from '../../shared/domain/index.ts';
import type { OperatorAction } from '../../shared/events/index.ts';
import type { Refusal } from '../../shared/ipc/index.ts';
import { err, ok, type Result } from '../../shared/lib/index.ts';
import { isOpenOrder, type OrderLife } from '../../shared/projection/index.ts';
import { brokerTestCid } from '../engine/index.ts';
import type { Runtime } from './runtime.ts';

/** A step without an end by then is given up; what it left is named. An unknown outcome is looked for this long. */
const STEP_MAX_MS = 45_000;
/** The terminal's picture may follow an answer by so much. */
const PICTURE_MS = 3_000;
const LOOK_EVERY_MS = 100;

type Step = BrokerTest['steps'][number];
type Finding = BrokerTest['findings'][number];
type Act = (action: OperatorAction, actor: string) => Promise<Result<{ readonly seq: number }, Refusal>>;

/**
 * Trades the smallest volume once, in and out, on a demo or paper account, and reads back what the broker made of it:
 * comment, stops, volume, price, times, commission. Every order goes through the engine and the ledger like any other.
 */
export class BrokerSelfTest {
  readonly #runtime: Runtime;
  readonly #act: Act;
  #isUnderWay = false;

  constructor(runtime: Runtime, act: Act) {
    this.#runtime = runtime;
    this.#act = act;
  }

  async run(symbol: string, actor: string): Promise<Result<{ readonly test: BrokerTest }, Refusal>> {
    if (this.#isUnderWay) return err({ kind: 'refused', code: 'test_under_way', detail: 'A test is under way' });
    this.#isUnderWay = true;
    try {
      return await this.#run(symbol, actor);
    } finally {
      this.#isUnderWay = false;
    }
  }

  async #run(symbol: string, actor: string): Promise<Result<{ readonly test: BrokerTest }, Refusal>> {
    const { clock, ids, terminal } = this.#runtime.options;
    const test = ids.next('broker-test');
    const beganAt = Math.floor(clock.nowMs());
    const account = terminal.snapshot()?.account;
    const before = terminal.quote(symbol);
    const steps: Step[] = [];
    const findings: Finding[] = [];
    const note = (about: string, text: string): void => void findings.push({ about, text });
    const step = async (
      name: BrokerTestStep,
      read: (order: OrderLife) => Promise<readonly [boolean, string]>,
    ): Promise<boolean> => {
      const began = clock.monoMs();
      const asked = await this.#act({ act: 'test-broker', test, step: name, symbol }, actor);
      const order = asked.ok ? await this.#ended(brokerTestCid(test, name)) : null;
      const ms = Math.round(clock.monoMs() - began);
      const [isGood, text] = !asked.ok
        ? ([false, asked.error.detail] as const)
        : order === null
          ? ([false, `No end within ${STEP_MAX_MS / 1_000} s`] as const)
          : order.outcome?.kind === 'confirmed'
            ? await read(order)
            : ([false, refusalText(order.outcome)] as const);
      steps.push({ step: name, ok: isGood, ms, text: text.slice(0, 500) });
      return isGood;
    };

    const began = await this.#act({ act: 'test-broker', test, step: 'open', symbol }, actor);
    if (!began.ok) return began;
    const openedFrom = clock.monoMs();
    const entry = await this.#ended(brokerTestCid(test, 'open'));
    const ticket = entry?.outcome?.kind === 'confirmed' ? entry.outcome.ticket : null;
    const openMs = Math.round(clock.monoMs() - openedFrom);
    if (entry === null || ticket === null) {
      const text = entry === null ? `No end within ${STEP_MAX_MS / 1_000} s` : refusalText(entry.outcome);
      steps.push({ step: 'open', ok: false, ms: openMs, text });
    } else {
      const held = await this.#seen((positions) => positions.find((one) => one.ticket === ticket));
      const [isGood, text] = readEntry(entry, held, before?.ask ?? null, this.#pointOf(symbol), note);
      steps.push({ step: 'open', ok: isGood, ms: openMs, text });
      await step('move_stops', async ({ request }) => {
        const wanted = request.op === 'modify' ? request.stopLoss : null;
        const now = await this.#seen((positions) => positions.find((one) => one.ticket === ticket && one.stopLoss === wanted));
        return now === undefined
          ? [false, `Answered as done, but the position does not show the stop ${wanted ?? 'none'}`]
          : [true, `Stop now ${now.stopLoss ?? 'none'}, target ${now.takeProfit ?? 'none'}`];
      });
      const whole = entry.request.op === 'open' ? entry.request.volume : 0;
      if ((held?.volume ?? whole) > whole / 2)
        await step('close_part', async () => {
          const now = await this.#seen((positions) => positions.find((one) => one.ticket === ticket && one.volume < whole));
          return now === undefined
            ? [false, 'Answered as done, but the position still shows its whole volume']
            : [true, `${now.volume} lots are left, under the same ticket`];
        });
      await step('close_rest', async () => {
        const gone = await this.#gone(ticket);
        return gone ? [true, 'Nothing is left'] : [false, 'Answered as done, but the position is still there'];
      });
      const deals = (await terminal.deals(beganAt - 60_000)).filter(({ position }) => position === ticket);
      readDeals(deals, entry, beganAt, account?.currency ?? '', note);
    }
    const isLeft = ticket !== null && this.#runtime.cockpit.positions.has(ticket);
    const isPassed = !isLeft && steps.length >= 3 && steps.every((one) => one.ok);
    const text = isLeft
      ? `Position ${ticket} is still open: close it under Positions`
      : isPassed
        ? (findings.find(({ about }) => about === 'Cost')?.text ?? 'Done')
        : (steps.find((one) => !one.ok)?.text ?? 'The test did not come to its end');
    const endedAt = Math.floor(clock.nowMs());
    const where = account === undefined ? 'no account' : `${account.login} at ${account.server}`;
    const result = isPassed ? 'passed' : 'failed';
    return ok({
      test: { id: test, symbol, account: where, beganAt, endedAt, result, text: text.slice(0, 500), steps, findings },
    });
  }

  #pointOf(symbol: string): number {
    return this.#runtime.options.terminal.spec(symbol)?.point ?? 0;
  }

  /** The order once its outcome is known; null when it takes too long. */
  async #ended(cid: string): Promise<OrderLife | null> {
    const order = await this.#until(() => {
      const found = this.#runtime.cockpit.orders.get(cid);
      return found !== undefined && !isOpenOrder(found) ? found : undefined;
    }, STEP_MAX_MS);
    return order ?? null;
  }

  /** What the terminal's own picture shows, as soon as it does. */
  #seen(find: (positions: readonly Position[]) => Position | undefined): Promise<Position | undefined> {
    const { terminal } = this.#runtime.options;
    return this.#until(() => find(terminal.snapshot()?.positions ?? []), PICTURE_MS);
  }

  async #gone(ticket: string): Promise<boolean> {
    const { terminal } = this.#runtime.options;
    const isGone = (): true | undefined =>
      terminal.snapshot()?.positions.some((one) => one.ticket === ticket) === false &&
      !this.#runtime.cockpit.positions.has(ticket)
        ? true
        : undefined;
    return (await this.#until(isGone, PICTURE_MS + 7_000)) === true;
  }

  async #until<T>(look: () => T | undefined, withinMs: number): Promise<T | undefined> {
    const { clock, terminal } = this.#runtime.options;
    const end = clock.monoMs() + withinMs;
    for (let found = look(); ; found = look()) {
      if (found !== undefined || clock.monoMs() >= end) return found;
      await new Promise<void>((resolve) => void clock.after(LOOK_EVERY_MS, resolve));
      await terminal.refresh();
    }
  }
}

function readEntry(
  { cid, request }: OrderLife,
  held: Position | undefined,
  quoted: number | null,
  point: number,
  note: (about: string, text: string) => void,
): readonly [boolean, string] {
  if (request.op !== 'open' || held === undefined) return [false, 'Answered as done, but the position is not shown'];
  note(
    'Comment',
    held.cid === cid
      ? 'The position carries the client id'
      : 'The broker changes comments: orders are found by the terminal’s table',
  );
  note('Filling', held.volume === request.volume ? 'Filled whole' : `Filled ${held.volume} of ${request.volume} lots`);
  if (quoted !== null && point > 0) {
    const points = Number(((held.entry - quoted) / point).toFixed(1));
    note(
      'Slippage',
      points === 0 ? 'Filled at the quote' : `${Math.abs(points)} points ${points > 0 ? 'worse' : 'better'} than the quote`,
    );
  }
  const hasStop = held.stopLoss === request.stopLoss;
  note(
    'Stop loss',
    hasStop ? 'The stop stands as asked' : `Asked for ${request.stopLoss}, the position shows ${held.stopLoss ?? 'none'}`,
  );
  return [hasStop, `${held.volume} lots bought at ${held.entry}, stop ${held.stopLoss ?? 'none'}`];
}

function readDeals(
  deals: readonly Deal[],
  entry: OrderLife,
  beganAt: number,
  currency: string,
  note: (about: string, text: string) => void,
): void {
  const volume = entry.request.op === 'open' ? entry.request.volume : 0;
  const paid = (of: readonly Deal[]): number => of.reduce((sum, { commission }) => sum + commission, 0);
  const [ins, outs] = [deals.filter((deal) => deal.entry === 'in'), deals.filter((deal) => deal.entry !== 'in')];
  const total = paid(deals);
  const split =
    total === 0
      ? ''
      : paid(outs) === 0
        ? ', all with the entry'
        : paid(ins) === 0
          ? ', all with the exit'
          : ', with entry and exit';
  const perLot = volume === 0 ? 0 : -total / volume;
  note('Commission', total === 0 ? 'None on the deals' : `about ${perLot.toFixed(2)} ${currency} a lot${split}`);
  const first = deals[0];
  if (first !== undefined) {
    const off = Math.round((first.at - (entry.sentAt ?? beganAt)) / 100) / 10;
    note(
      'Clock',
      Math.abs(off) < 2
        ? 'Deals are stamped with our time'
        : `Deals are stamped ${Math.abs(off)} s ${off > 0 ? 'after' : 'before'} our time`,
    );
  }
  const cost = deals.reduce((sum, { profit, commission, swap }) => sum + profit + commission + swap, 0);
  note('Cost', `The test ${cost < 0 ? 'cost' : 'made'} ${Math.abs(cost).toFixed(2)} ${currency}, ${deals.length} deals`);
}

const refusalText = (outcome: Outcome | null): string =>
  outcome?.kind === 'refused' ? `${outcome.text} (${outcome.retcode})` : 'Nobody knows what became of the order';
