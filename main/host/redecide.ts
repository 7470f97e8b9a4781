import { isInputType, type Input, type JournalRecord } from '#shared/events';
import { canonicalJson } from '#shared/lib';
import { createEngine, decide, fold, NO_OBSERVER, unpackEngine, type Engine } from '#engine';
import { same } from './same.ts';

/**
 * Runs the journal through the engine again, turn by turn: the decisions behind every input must come out as they were
 * recorded, byte for byte. Feed it every record in order; it returns what is wrong with one, or undefined. Runs of another
 * program version are folded but not decided again, because another version may rightly decide otherwise.
 */
export function createRedecider(version: string): {
  record(record: JournalRecord): string | undefined;
  end(): string | undefined;
  /** Holds a kept state against everything folded so far; what is wrong with it, or undefined. */
  state(snapshot: { readonly version: string; readonly state: string }): string | undefined;
  readonly engine: Engine;
  /** Versions whose runs were only folded. */
  readonly otherVersions: ReadonlySet<string>;
} {
  const engine = createEngine();
  /** Decisions that the last input must be followed by, oldest first. */
  let expected: {
    readonly type: string;
    readonly payload: string;
    readonly correlationId: string;
    readonly causationId: string;
  }[] = [];

  const otherVersions = new Set<string>();
  let isOurs = true;

  const record = (one: JournalRecord): string | undefined => {
    if (one.type === 'run.started') isOurs = one.payload.version === version;
    if (one.type === 'run.started' && !isOurs) otherVersions.add(one.payload.version);
    if (!isOurs) {
      fold(engine, one);
      return undefined;
    }
    if (isInputType(one.type)) {
      if (expected.length > 0) return `the engine decides ${expected[0]?.type ?? ''} here, which is not recorded`;
      const input = { type: one.type, payload: one.payload } as Input;
      const verdict = decide(
        engine,
        { input, at: one.at, actor: one.actor, correlationId: one.correlationId, seq: one.seq, run: one.run },
        NO_OBSERVER,
      );
      expected = verdict.decisions.map((decision) => ({
        type: decision.type,
        payload: canonicalJson(decision.payload),
        correlationId: decision.correlationId ?? one.correlationId,
        causationId: String(one.seq),
      }));
    } else {
      const next = expected.shift();
      if (next === undefined) return 'nothing before it leads to this decision';
      if (next.type !== one.type) return `the engine decides ${next.type} here`;
      if (next.payload !== canonicalJson(one.payload))
        return `the engine decides another ${one.type} here: ${next.payload.slice(0, 200)}`;
      if (next.correlationId !== one.correlationId || next.causationId !== one.causationId)
        return 'it names another story or cause than the engine does';
    }
    fold(engine, one);
    return undefined;
  };
  return {
    record,
    end: () =>
      expected.length === 0 ? undefined : `the engine decides ${expected[0]?.type ?? ''} at the end, which is not recorded`,
    state: (snapshot) => (snapshot.version === version ? wrongWith(snapshot.state, engine) : undefined), // Others are never used.
    engine,
    otherVersions,
  };
}

const wrongWith = (state: string, engine: Engine): string | undefined =>
  same(unpackEngine(JSON.parse(state)), engine) ? undefined : 'is not what the records fold to';
