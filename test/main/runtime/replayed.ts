import { NO_OBSERVER } from '#engine/controller';
import { createEngine, decide, fold, type Engine } from '#engine';
import { isInputType, readRecord, type Input, type JournalRecord } from '#shared/events';
import { canonicalJson } from '#shared/lib';
import { packCockpit, type ReadonlyCockpit } from '#shared/projection';

/** Records as they come back from a disk: text in between, every payload checked. */
export const fromDisk = (records: readonly JournalRecord[]): readonly JournalRecord[] =>
  records.map((record) => readRecord(JSON.parse(canonicalJson(record))));

export const foldedFrom = (records: readonly JournalRecord[]): Engine => {
  const engine = createEngine();
  for (const record of records) fold(engine, record);
  return engine;
};

/** A cockpit state as one comparable text: equal only when every fact, and the order of every collection, is. */
export const stateText = (state: ReadonlyCockpit): string => canonicalJson(packCockpit(state));

export const engineText = ({ cockpit, market, intake }: Engine): string =>
  canonicalJson([
    packCockpit(cockpit),
    JSON.parse(JSON.stringify([...market])),
    [...intake.fingerprints],
    [...intake.nonces],
    intake.recent,
  ]);

/** The first turn whose decisions come out differently when they are decided again on the state before it; null when all agree. */
export function firstDisagreement(
  records: readonly JournalRecord[],
): { readonly seq: number; readonly recorded: string; readonly again: string } | null {
  const engine = createEngine();
  let at = 0;
  while (at < records.length) {
    const input = records[at];
    if (input === undefined || !isInputType(input.type)) throw new Error(`record ${input?.seq ?? '?'} is no input`);
    let end = at + 1;
    while (end < records.length && !isInputType(records[end]?.type ?? '')) end += 1;
    const { seq, run, actor, correlationId } = input;
    const turn = { input: { type: input.type, payload: input.payload } as Input, at: input.at, actor, correlationId, seq, run };
    const decisions = decide(engine, turn, NO_OBSERVER).decisions;
    const again = canonicalJson(
      decisions.map(({ type, payload, correlationId: story }) => [type, payload, story ?? correlationId]),
    );
    const recorded = canonicalJson(
      records.slice(at + 1, end).map(({ type, payload, correlationId: story }) => [type, payload, story]),
    );
    if (again !== recorded) return { seq, recorded, again };
    for (const record of records.slice(at, end)) fold(engine, record);
    at = end;
  }
  return null;
}
