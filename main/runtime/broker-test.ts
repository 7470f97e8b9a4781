import { identifierOf, type BrokerTest, type BrokerTestStep, type Position } from '#shared/domain';
import type { OperatorAction } from '#shared/events';
import type { Refusal } from '#shared/ipc';
import { err, ok, type Result } from '#shared/lib';
import { isOpenOrder, type OrderLife } from '#shared/projection';
import { brokerTestOrderId } from '#engine';
import { readDeals, readEntry, refusalText } from './broker-findings.ts';
import type { Runtime } from './runtime.ts';

/** A step without an end by then is given up; what it left is named. An unknown outcome is looked for this long. */
const STEP_MAX_MS = 45_000;
/** The terminal's picture may follow an answer by so much. */
const PICTURE_MS = 3_000;
const LOOK_EVERY_MS = 100;
const ANSWER_EVERY_MS = 5;

const LATE = `No end within ${STEP_MAX_MS / 1_000} s`;

/** One test as it goes. */
type Trial = {
  readonly test: string;
  readonly symbol: string;
  readonly actor: string;
  readonly steps: BrokerTest['steps'];
  readonly findings: BrokerTest['findings'];
};
type Reading = (order: OrderLife) => Promise<readonly [isGood: boolean, text: string]>;
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
    const trial: Trial = { test: ids.next('broker-test'), symbol, actor, steps: [], findings: [] };
    const beganAt = Math.floor(clock.nowMs());
    const account = terminal.snapshot()?.account;
    const quoted = terminal.quote(symbol)?.ask ?? null;
    const began = await this.#act({ act: 'test-broker', test: trial.test, step: 'open', symbol }, actor);
    if (!began.ok) return began;
    const entry = await this.#entered(trial, quoted);
    const ticket = entry?.outcome?.kind === 'confirmed' ? entry.outcome.ticket : null;
    if (entry !== null && ticket !== null) {
      await this.#out(trial, ticket, entry.request.op === 'open' ? entry.request.volume : 0);
      const deals = (await terminal.deals(beganAt - 60_000)).filter(({ position }) => position === ticket);
      readDeals(deals, entry, beganAt, account?.currency ?? '', (about, text) => void trial.findings.push({ about, text }));
    }
    const where = account === undefined ? 'no account' : `${account.login} at ${account.server}`;
    const { test: id, steps, findings } = trial;
    const end = this.#endOf(trial, ticket);
    return ok({ test: { id, symbol, account: where, beganAt, endedAt: Math.floor(clock.nowMs()), ...end, steps, findings } });
  }

  /** The entry once it has an end, and what the terminal shows of it. */
  async #entered({ test, symbol, steps, findings }: Trial, quoted: number | null): Promise<OrderLife | null> {
    const { clock, terminal } = this.#runtime.options;
    const from = clock.monoMs();
    const entry = await this.#ended(brokerTestOrderId(test, 'open'));
    const ms = Math.round(clock.monoMs() - from);
    const ticket = entry?.outcome?.kind === 'confirmed' ? entry.outcome.ticket : null;
    if (entry === null || ticket === null) {
      steps.push({ step: 'open', ok: false, ms, text: entry === null ? LATE : refusalText(entry.outcome) });
      return entry;
    }
    const held = await this.#seen((positions) => positions.find((one) => identifierOf(one) === ticket));
    const point = terminal.spec(symbol)?.point ?? 0;
    const [isGood, text] = readEntry(entry, held, quoted, point, (about, said) => void findings.push({ about, text: said }));
    steps.push({ step: 'open', ok: isGood, ms, text });
    return entry;
  }

  /** Everything after the entry. A step that fails keeps none of the later ones from being tried: the position has to go. */
  async #out(trial: Trial, ticket: string, whole: number): Promise<void> {
    await this.#step(trial, 'move_stops', async ({ request }) => {
      const wanted = request.op === 'modify' ? request.stopLoss : null;
      const now = await this.#seen((positions) =>
        positions.find((one) => identifierOf(one) === ticket && one.stopLoss === wanted),
      );
      return now === undefined
        ? [false, `Answered as done, but the position does not show the stop ${wanted ?? 'none'}`]
        : [true, `Stop now ${now.stopLoss ?? 'none'}, target ${now.takeProfit ?? 'none'}`];
    });
    const held = await this.#seen((positions) => positions.find((one) => identifierOf(one) === ticket));
    if ((held?.volume ?? whole) > whole / 2)
      await this.#step(trial, 'close_part', async () => {
        const now = await this.#seen((positions) => positions.find((one) => identifierOf(one) === ticket && one.volume < whole));
        return now === undefined
          ? [false, 'Answered as done, but the position still shows its whole volume']
          : [true, `${now.volume} lots are left, under the same ticket`];
      });
    await this.#step(trial, 'close_rest', async () => {
      const gone = await this.#gone(ticket);
      return gone ? [true, 'Nothing is left'] : [false, 'Answered as done, but the position is still there'];
    });
  }

  async #step({ test, symbol, actor, steps }: Trial, step: BrokerTestStep, read: Reading): Promise<void> {
    const { clock } = this.#runtime.options;
    const from = clock.monoMs();
    const asked = await this.#act({ act: 'test-broker', test, step, symbol }, actor);
    const order = asked.ok ? await this.#ended(brokerTestOrderId(test, step)) : null;
    const ms = Math.round(clock.monoMs() - from);
    const done = (isGood: boolean, text: string): void => void steps.push({ step, ok: isGood, ms, text: text.slice(0, 500) });
    if (!asked.ok) done(false, asked.error.detail);
    else if (order === null) done(false, LATE);
    else if (order.outcome?.kind !== 'confirmed') done(false, refusalText(order.outcome));
    else done(...(await read(order)));
  }

  #endOf({ steps, findings }: Trial, ticket: string | null): Pick<BrokerTest, 'result' | 'text'> {
    if (ticket !== null && this.#runtime.cockpit.positions.has(ticket))
      return { result: 'failed', text: `Position ${ticket} is still open: close it under Positions` };
    const failed = steps.find((one) => !one.ok);
    if (failed !== undefined) return { result: 'failed', text: failed.text };
    return { result: 'passed', text: findings.find(({ about }) => about === 'Cost')?.text ?? 'Done' };
  }

  /** The order once its outcome is known; null when it takes too long. */
  async #ended(clientOrderId: string): Promise<OrderLife | null> {
    const { clock } = this.#runtime.options;
    const end = clock.monoMs() + STEP_MAX_MS;
    for (;;) {
      const order = this.#runtime.cockpit.orders.get(clientOrderId);
      if (order !== undefined && !isOpenOrder(order)) return order;
      if (clock.monoMs() >= end) return null;
      await new Promise<void>((resolve) => void clock.after(ANSWER_EVERY_MS, resolve));
    }
  }

  /** What the terminal's own picture shows, as soon as it does. */
  #seen(find: (positions: readonly Position[]) => Position | undefined): Promise<Position | undefined> {
    const { terminal } = this.#runtime.options;
    return this.#until(() => find(terminal.snapshot()?.positions ?? []), PICTURE_MS);
  }

  async #gone(ticket: string): Promise<boolean> {
    const { terminal } = this.#runtime.options;
    const isGone = (): true | undefined =>
      terminal.snapshot()?.positions.some((one) => identifierOf(one) === ticket) === false &&
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
