import type { DoorStep, DoorTest } from '#shared/ipc';
import type { DropSight } from './drop-tests.ts';

/** A file that is older than this by its own time has a sender, or a folder, whose clock differs, ms. */
const ODD_AGE_MS = 30_000;

type About = { readonly at: number; readonly path: string; readonly name: string };
type End =
  | { readonly kind: 'closed' }
  | { readonly kind: 'unwritten'; readonly problem: string }
  /** Nobody found it. `isThere`: it lay there to the end; `problem`: what is wrong with the folder. */
  | { readonly kind: 'unseen'; readonly isThere: boolean; readonly problem: string | null }
  /** `ms`: from putting it there until it was put away. */
  | { readonly kind: 'seen'; readonly sight: DropSight; readonly ms: number };

const step = (station: DoorStep['station'], state: DoorStep['state'], text: string, more: Partial<DoorStep> = {}): DoorStep => ({
  ...{ station, state, text: text.slice(0, 600), mend: null, line: null, ms: null },
  ...more,
});

/** What a file that was put into a folder as a test came to, station by station. */
export const folderTest =
  ({ at, path, name }: About) =>
  (end: End): DoorTest => {
    const steps = stepsOf(name, end);
    const isJudged = steps.some(({ station }) => station === 'judged');
    const connected = isJudged && steps.every(({ station, state }) => state !== 'failed' || station === 'judged');
    return { at, address: path.slice(0, 400), connected, steps: [...steps], proxy: null };
  };

function stepsOf(name: string, end: End): readonly DoorStep[] {
  if (end.kind === 'closed')
    return [
      step('reached', 'failed', 'The cockpit is starting or ending: no folder is looked through.', {
        mend: 'Wait until it is ready.',
      }),
    ];
  if (end.kind === 'unwritten') {
    const [fault, ...mend] = end.problem.split(': ');
    return [step('written', 'failed', `${fault}.`, { mend: mend.length === 0 ? null : sentence(mend.join(': ')) })];
  }
  const written = step('written', 'passed', `${name} was put there as a sender does: as .tmp first, then renamed.`);
  if (end.kind === 'unseen') return [written, unseen(end)];
  const { bytes, ageMs, trial, refusal, to, stuck } = end.sight;
  const open = step('secret', 'skipped', 'A folder asks for no secret: who may write there can send signals.');
  const filed =
    stuck === null
      ? step('filed', 'passed', `Moved to ${to}, with a note beside it.`)
      : step('filed', 'failed', `${stuck}.`, { mend: 'It was judged once and is not judged again, but it stays where it lies.' });
  const read =
    trial === null
      ? step('read', 'failed', refusal ?? 'It is no text.')
      : step('read', trial.read.ok ? 'passed' : 'failed', trial.read.text, {
          mend: trial.read.mend?.slice(0, 600) ?? null,
          ms: trial.read.ms,
        });
  const judged = trial?.judged ?? null;
  return [
    written,
    step('reached', 'passed', `Found at a look through the folder and read, ${bytes} bytes.`, {
      ms: end.ms,
      mend: oddAge(ageMs),
    }),
    open,
    read,
    ...(judged === null ? [] : [step('judged', judged.ok ? 'passed' : 'failed', judged.text, { ms: judged.ms })]),
    filed,
  ];
}

const oddAge = (ageMs: number): string | null =>
  ageMs <= ODD_AGE_MS
    ? null
    : `By its own time the file is ${Math.round(ageMs / 1_000)} s old: the clock of the computer that keeps the folder is behind, and entries from there count as that much too old. Set it right.`;

function unseen({ isThere, problem }: Extract<End, { kind: 'unseen' }>): DoorStep {
  if (!isThere)
    return step('reached', 'failed', 'It was gone before the cockpit had read it.', {
      mend: 'Another program, or another cockpit, takes files from this folder: give this source one of its own.',
    });
  return step('reached', 'failed', 'It lay there for 10 s and was not read.', {
    mend:
      problem === null ? 'Files before it are still waiting to be judged: try again when they are through.' : sentence(problem),
  });
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
