import type { Judgement } from '#engine';
import type { ClosedTrade, Side } from '#shared/domain';
import type { RerunFound, RerunRow } from '#shared/ipc';

const ROWS_MAX = 500;
/** Signals whose judgement is remembered for the trade that may follow. */
const SIGNALS_MAX = 20_000;

type Case = {
  readonly signalId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly seq: number;
  readonly at: number;
  readonly then: Judgement;
  readonly now: Judgement;
};

/** What came of each signal, with the settings as they were and with others, and what its closed trade brought. */
export class RerunTally {
  readonly #cases = new Map<string, Case>();
  readonly #pnl = new Map<string, number>();

  /** A signal that is judged at the click again replaces what it was judged before. */
  judged(one: Case): void {
    this.#cases.delete(one.signalId);
    this.#cases.set(one.signalId, one);
    const [oldest] = this.#cases.keys();
    if (this.#cases.size > SIGNALS_MAX && oldest !== undefined) this.#cases.delete(oldest);
  }

  /** A part of a position counts as a trade of its own: what they brought is added up. */
  closed({ signalId, pnl }: Pick<ClosedTrade, 'signalId' | 'pnl'>): void {
    if (signalId !== null && this.#cases.has(signalId)) this.#pnl.set(signalId, (this.#pnl.get(signalId) ?? 0) + pnl);
  }

  found(): RerunFound {
    const rows = [...this.#cases.values()].map((one) => this.#row(one));
    const others = rows.filter(({ then, now }) => then.lots !== now.lots);
    const count = (fits: (row: RerunRow) => boolean): number => others.filter(fits).length;
    const closed = rows.flatMap(({ pnl, would }) => (pnl === null || would === null ? [] : [{ pnl, would }]));
    return {
      judged: rows.length,
      same: rows.length - others.length,
      sized: count(({ then, now }) => then.lots !== null && now.lots !== null),
      refused: count(({ now }) => now.lots === null),
      taken: count(({ then }) => then.lots === null),
      trades: closed.length,
      pnl: closed.reduce((sum, { pnl }) => sum + pnl, 0),
      would: closed.reduce((sum, { would }) => sum + would, 0),
      rows: others.slice(-ROWS_MAX),
    };
  }

  #row({ then, now, ...about }: Case): RerunRow {
    const pnl = this.#pnl.get(about.signalId) ?? null;
    return { ...about, then: told(then), now: told(now), pnl, would: wouldBe(pnl, then, now) };
  }
}

const told = (one: Judgement): RerunRow['then'] =>
  one.verdict === 'traded' ? { lots: one.lots, loss: one.loss, text: null } : { lots: null, loss: null, text: one.text };

/** A trade in proportion to its lots. One that this version would not have made has no proportion. */
function wouldBe(pnl: number | null, then: Judgement, now: Judgement): number | null {
  if (pnl === null || then.verdict === 'refused') return null;
  return now.verdict === 'refused' ? 0 : (pnl * now.lots) / then.lots;
}
