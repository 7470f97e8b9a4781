import type { VerifyView } from '#shared/ipc';
import { Button, Clock, Panel } from '../../controls/index.ts';
import { countedText, countText } from '../../format/index.ts';
import { useAct, useEngine } from '../../store/index.ts';
import { CopyButton, useBeside } from '../reading/index.ts';
import './journal-check-panel.css';

/** The whole journal checked beside the cockpit, which goes on. */
export function JournalCheckPanel() {
  const act = useAct();
  const isLive = useEngine(({ link }) => link === 'live');
  const { view, refused, after } = useBeside(act.verify);
  const isRunning = view?.state === 'running';
  const verdict = view?.verdict ?? null;
  const away = !isLive ? 'The engine does not answer' : isRunning ? 'It runs: end it first' : null;
  return (
    <Panel title="Journal check" note="chain, signatures, and every decision again" testId="journal-check">
      <div className="pad row">
        <Button needs="verify.start" size="small" unavailable={away} onClick={() => void after(act.startVerify())}>
          {isRunning ? 'Checking…' : 'Check the whole journal'}
        </Button>
        {isRunning && (
          <Button needs="verify.cancel" size="small" onClick={() => void after(act.cancelVerify())}>
            End it
          </Button>
        )}
        {verdict !== null && <CopyButton text={textOf(verdict)} about="what was found" unavailable={null} />}
      </div>
      <div className="pad stack journal-check" role="status">
        {refused !== null && <p className="refusal wrap">{refused}</p>}
        {view !== null && <Standing view={view} />}
      </div>
    </Panel>
  );
}

function Standing({ view: { state, reached, end, at, verdict, fault } }: { readonly view: VerifyView }) {
  if (state === 'none')
    return <p className="dim">Not checked since the start. It reads every record in a process of its own; trading goes on.</p>;
  if (state === 'running')
    return (
      <>
        <progress aria-label="Records read" max={Math.max(1, end)} value={reached} />
        <p className="dim">
          Reading records: {countText(reached)} of {countText(end)}
        </p>
      </>
    );
  if (verdict !== null) return <Verdict at={at} verdict={verdict} />;
  if (state === 'failed') return <p className="refusal wrap">It could not go on: {fault}</p>;
  return (
    <p className="dim">
      Ended before its end: {countText(reached)} of {countText(end)} records were read
    </p>
  );
}

type Verdict = NonNullable<VerifyView['verdict']>;

function Verdict({ at, verdict }: { readonly at: number | null; readonly verdict: Verdict }) {
  const { bad, notes } = verdict;
  return (
    <>
      <p className={bad === null ? 'strong wrap' : 'refusal wrap'}>{sentence(verdict)}</p>
      {bad !== null && (
        <p className="wrap">Trust nothing behind it: halt, keep a copy of the data folder, and see Help, Troubleshooting.</p>
      )}
      <p className="dim wrap">
        {countedText(verdict.records, 'record')}, {countedText(verdict.runs, 'run')},{' '}
        {countedText(verdict.checkpoints, 'checkpoint')}, head {verdict.head.slice(0, 12)}
        {at !== null && (
          <>
            , at <Clock at={at} />
          </>
        )}
      </p>
      {notes.map((note) => (
        <p key={note} className="mid wrap">
          {note}
        </p>
      ))}
    </>
  );
}

const sentence = ({ bad }: Verdict): string =>
  bad === null ? 'Sound: every record follows from the one before, and the engine decides the same again.' : `Not sound: ${bad}`;

const textOf = (verdict: Verdict): string =>
  [
    sentence(verdict),
    `${countedText(verdict.records, 'record')}, ${countedText(verdict.runs, 'run')}, ${countedText(verdict.checkpoints, 'checkpoint')}, head ${verdict.head}`,
    ...verdict.notes,
  ].join('\n');
