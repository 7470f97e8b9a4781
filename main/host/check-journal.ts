import type { Engine } from '#engine';
import { verifyJournal, type FirstBad, type Verification } from '../adapters/journal/index.ts';
import { unsupportedCertificates } from './check-certificate.ts';
import { createRedecider } from './redecide.ts';
import { VERSION } from './version.ts';

export type JournalCheck = {
  readonly found: Verification;
  /** What was not or could not be checked, and what is unusual without being wrong. */
  readonly notes: readonly string[];
  /** What is wrong; null: nothing. */
  readonly bad: FirstBad | null;
  /** What the records fold to. */
  readonly engine: Engine;
};

type CheckParts = {
  /** The journal key; null: signatures are not checked. */
  readonly key: string | null;
  /** Whether the engine decides everything again. */
  readonly isAgain: boolean;
  /** Hears of every record that is good so far. */
  readonly reached?: (seq: number) => void;
};

/** Everything that can be checked of a folder's journal; it may be one that is being written. Never throws for what is in the folder. */
export function checkJournal(dir: string, { key, isAgain, reached }: CheckParts): JournalCheck {
  const redecider = createRedecider(VERSION);
  const again = isAgain ? { record: redecider.record, state: { onState: redecider.state } } : null;
  const found = verifyJournal(dir, {
    key,
    onRecord: (record) => {
      const problem = again?.record(record);
      reached?.(record.seq);
      return problem;
    },
    ...again?.state,
  });
  const open = found.ok && isAgain ? redecider.end() : undefined;
  const notes = [
    ...found.notes,
    ...[...redecider.otherVersions].map((other) => `runs of version ${other} were not decided again by version ${VERSION}`),
    ...(open === undefined ? [] : [`${open}; the run was cut off inside a turn`]),
  ];
  const stops = isAgain ? unsupportedCertificates(redecider.engine.cockpit) : [];
  const bad = found.firstBad ?? (stops.length === 0 ? null : { seq: null, type: null, why: stops.join('; ') });
  return { found, notes, bad, engine: redecider.engine };
}

/** What is wrong, with its record. */
export const badText = ({ seq, type, why }: FirstBad): string =>
  `${seq === null ? 'the journal' : `record ${seq}`}${type === null ? '' : ` (${type})`}: ${why}`;
