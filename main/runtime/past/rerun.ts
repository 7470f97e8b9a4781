import { setImmediate as nextTurn } from 'node:timers/promises';
import { createEngine, fold, judgeAgain, type Engine } from '#engine';
import { mergePatch, parseConfig, type Config } from '#shared/config';
import type { JournalRecord } from '#shared/events';
import type { Refusal, RerunView, Request } from '#shared/ipc';
import { err, messageOf, ok, type Result } from '#shared/lib';
import type { Journal } from '#ports';
import { RerunTally } from './rerun-tally.ts';

/** Records between two turns of the loop: a stop waits no longer than for these. */
const STEP = 100;

type Asked = Request<'rerun.start'>;

const NOTHING: RerunView = {
  ...{ state: 'none', reached: 0, end: 0, change: {}, from: null, to: null, fault: null },
  found: new RerunTally().found(),
};

/**
 * Judges the signals on record again with other settings, in the state as it was at each of them. It reads in small steps between the
 * turns of the loop, and holds one engine of its own while it runs.
 */
export class Rerun {
  readonly #journal: Pick<Journal, 'stats' | 'read'>;
  #view: RerunView = NOTHING;
  #tally = new RerunTally();
  /** Counts the runs: one that is not the newest ends at its next step. */
  #round = 0;

  constructor(journal: Pick<Journal, 'stats' | 'read'>) {
    this.#journal = journal;
  }

  /** Begins, and answers at once. `inForce`: the change is refused where it makes no configuration of it. */
  start(asked: Asked, inForce: Config): Result<RerunView, Refusal> {
    const problem = changed(inForce, asked.change).problem;
    if (problem !== null) return err({ kind: 'refused', code: 'bad_config', detail: problem });
    this.#round += 1;
    this.#tally = new RerunTally();
    this.#view = { ...NOTHING, ...asked, state: 'running', end: this.#journal.stats().lastSeq };
    void this.#run(this.#round, asked);
    return ok(this.view());
  }

  view(): RerunView {
    return { ...this.#view, found: this.#tally.found() };
  }

  cancel(): RerunView {
    if (this.#view.state === 'running') {
      this.#round += 1;
      this.#view = { ...this.#view, state: 'cancelled' };
    }
    return this.view();
  }

  async #run(round: number, { change, from, to }: Asked): Promise<void> {
    const judge = judgeOf(this.#tally, change);
    const engine = createEngine();
    try {
      let reached = 0;
      while (reached < this.#view.end) {
        await nextTurn();
        if (round !== this.#round) return;
        for (const record of this.#journal.read(reached, Math.min(STEP, this.#view.end - reached))) {
          if ((from === null || record.at >= from) && (to === null || record.at < to)) judge(engine, record);
          fold(engine, record);
          // A signal of the span counts with its result, also one that came after the span.
          if (record.type === 'position.closed') this.#tally.closed(record.payload.trade);
          reached = record.seq;
        }
        this.#view = { ...this.#view, reached };
      }
      this.#view = { ...this.#view, state: 'done' };
    } catch (error) {
      if (round === this.#round) this.#view = { ...this.#view, state: 'failed', fault: messageOf(error) };
    }
  }
}

/** Judges what a record delivers for judgement, with the settings of then and with the change on them. */
function judgeOf(tally: RerunTally, change: Asked['change']): (engine: Engine, record: JournalRecord) => void {
  let known: { readonly of: Config; readonly next: Config } | null = null;
  const underChange = (of: Config): Config => {
    if (known?.of !== of) {
      const { config, problem } = changed(of, change);
      if (config === null) throw new Error(`With the settings of then: ${problem ?? ''}`);
      known = { of, next: config };
    }
    return known.next;
  };
  return (engine, record) => {
    if (record.type !== 'message.delivered') return;
    const { message, facts } = record.payload;
    const life = engine.cockpit.signals.get(message.signalId);
    if (message.kind === 'review' || facts === null || life?.signal.kind !== 'entry' || life.orders.length > 0) return;
    const { config } = engine.cockpit;
    const { signalId, signal } = life;
    const { seq, at } = record;
    tally.judged({
      ...{ signalId, symbol: signal.symbol, side: signal.side, seq, at },
      then: judgeAgain(engine, life, facts, at, config),
      now: judgeAgain(engine, life, facts, at, underChange(config)),
    });
  };
}

function changed(of: Config, change: Asked['change']): { readonly config: Config | null; readonly problem: string | null } {
  const parsed = parseConfig(mergePatch(of, change));
  if (parsed.ok) return { config: parsed.value, problem: null };
  return { config: null, problem: parsed.error.map(({ path, message }) => `${path}: ${message}`).join('; ') };
}
