import type { Config } from '#shared/config';
import type { Input, JournalRecord } from '#shared/events';
import { createEngine, decide, fold, effectsOf, NO_OBSERVER, type Effect, type Engine } from '#engine';

export type Taken = { readonly records: readonly JournalRecord[]; readonly effects: readonly Effect[] };

/** The engine in memory, a turn at a time: decide, number the records, fold, follow. The runtime without its shell. */
export class Turns {
  readonly engine: Engine = createEngine();
  readonly #run = 'bench';

  constructor(config: Config, at: number) {
    this.take({ type: 'run.started', payload: { version: '0', mode: 'paper', terminal: 'paper', market: 'bench', config } }, at);
  }

  take(input: Input, at: number, actor = 'bench', correlationId = 'bench'): Taken {
    const run = this.#run;
    const seq = this.engine.cockpit.lastSeq + 1;
    const { decisions } = decide(this.engine, { input, at, actor, correlationId, seq, run }, NO_OBSERVER);
    const records: JournalRecord[] = [
      { seq, at, run, version: 2, correlationId, causationId: null, actor, ...input },
      ...decisions.map(
        ({ type, payload }, index) =>
          ({
            seq: seq + 1 + index,
            at,
            run,
            version: 2,
            correlationId,
            causationId: String(seq),
            actor: 'engine',
            type,
            payload,
          }) as JournalRecord,
      ),
    ];
    const effects: Effect[] = [];
    for (const record of records) {
      fold(this.engine, record);
      effects.push(...effectsOf(this.engine, record));
    }
    return { records, effects };
  }
}
