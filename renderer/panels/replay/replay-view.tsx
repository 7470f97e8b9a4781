import type { KeptRun, ReplayJobAsk } from '#shared/ipc';
import { Button, Choices, Empty, Panel, View } from '../../controls/index.ts';
import { EMPTY_DRAFT, useAct, useUi, type RunDraft } from '../../store/index.ts';
import { Comparison } from './comparison.tsx';
import { FilesPanel } from './files-panel.tsx';
import { JobPanel } from './job-panel.tsx';
import { asksForReading, inFields } from './options-in-words.ts';
import { kindOf, missingOf, replayOf, rowsOf, sweepOf } from './run-draft.ts';
import { ReplayReport } from './replay-report.tsx';
import { RunForm } from './run-form.tsx';
import { RunsPanel } from './runs-panel.tsx';
import { SweepReport } from './sweep-report.tsx';
import { useReplays, type Replays } from './use-replays.ts';
import './replay-view.css';

/** History through the engine, beside the account that trades. */
export function ReplayView() {
  const replays = useReplays();
  const { view, refused } = replays;
  return (
    <View title="Replay" summary="history through the same engine, in a process of its own; the cockpit goes on trading">
      {view === null ? (
        <Panel title="Price files">
          <Empty>{refused === null ? 'Asking the engine for files and runs…' : `They cannot be shown: ${refused}`}</Empty>
        </Panel>
      ) : (
        <Desk {...replays} view={view} />
      )}
    </View>
  );
}

type DeskProps = Replays & { readonly view: NonNullable<Replays['view']> };

/** What is filled in, and which run is looked at; kept by the window, so that it is there again after another view. */
function useDesk({ view, took }: DeskProps) {
  const act = useAct();
  const { draft, way, opened, compared } = useUi((ui) => ui.replayDesk);
  const { files, runs, job } = view;
  // The run that has just ended is looked at, until another one is chosen.
  const newest = job?.state === 'done' ? job.runId : null;
  const chosen = draft.files.filter((name) => files.some((file) => file.name === name));
  const open = (id: string | null): void => act.draftReplay({ opened: id, compared: null });
  return {
    draft: { ...draft, files: chosen },
    way,
    isEmpty: draft === EMPTY_DRAFT,
    setDraft: (next: RunDraft) => act.draftReplay({ draft: next }),
    setWay: (next: typeof way) => act.draftReplay({ way: next }),
    busy: job?.state === 'running' ? 'Another one is under way: end it, or wait for its end' : null,
    run: runs.find(({ id }) => id === (opened ?? newest)) ?? null,
    other: runs.find(({ id }) => id === compared) ?? null,
    open,
    compare: (id: string) => act.draftReplay({ compared: compared === id ? null : id }),
    start: async (ask: ReplayJobAsk): Promise<void> => {
      if (took(await act.startReplay(ask)) && ask.kindOfJob !== 'inspect') open(null);
    },
    cancel: async (): Promise<void> => void took(await act.cancelReplay()),
  };
}

function Desk(props: DeskProps) {
  const { view, look } = props;
  const desk = useDesk(props);
  const { draft, setDraft, busy, run, other } = desk;
  const { files, runs, job, folder } = view;
  return (
    <div className="replays">
      <div className="stacked">
        <FilesPanel
          {...{ files, folder, busy, chosen: draft.files }}
          onChoose={(names) => setDraft({ ...draft, files: names })}
          onInspect={(file) => void desk.start({ kindOfJob: 'inspect', file, kind: kindOf(draft), rows: rowsOf(draft) })}
          onUploaded={look}
        />
        <RunPanel {...props} desk={desk} />
        <RunsPanel
          {...{ runs, compared: other?.id ?? null, open: run?.id ?? null }}
          onOpen={desk.open}
          onCompare={desk.compare}
        />
      </div>
      <div className="stacked">
        {job !== null && <JobPanel job={job} onCancel={() => void desk.cancel()} />}
        <Shown run={run} other={other} areThere={runs.length > 0} />
      </div>
    </div>
  );
}

function RunPanel({ view, refused, desk }: DeskProps & { readonly desk: ReturnType<typeof useDesk> }) {
  const { draft, busy, start, setDraft, way, setWay } = desk;
  const isSweep = way === 'sweep';
  const missing = busy ?? missingOf(draft, isSweep);
  const problems = view.files.filter(({ name }) => draft.files.includes(name)).map(({ look }) => look?.problem ?? '');
  return (
    <Panel title="Run">
      <div className="pad stack">
        <Choices
          label="What to run"
          value={way}
          onPick={setWay}
          options={[
            ['replay', 'One replay'],
            ['sweep', 'Sweep'],
          ]}
        />
        <RunForm
          {...{ draft, isSweep, files: view.files }}
          isReadingAsked={[...problems, ...(view.job?.faults ?? [])].some(asksForReading)}
          onDraft={setDraft}
        />
        <div className="row">
          <Button
            look="primary"
            needs="replay.start"
            testId="replay-start"
            unavailable={missing}
            onClick={() => void start(isSweep ? sweepOf(draft) : replayOf(draft))}
          >
            {isSweep ? 'Run the sweep' : 'Run the replay'}
          </Button>
          {!desk.isEmpty && (
            <Button look="quiet" onClick={() => setDraft(EMPTY_DRAFT)}>
              Clear the form
            </Button>
          )}
        </div>
        {missing !== null && <p className="dim">{missing}.</p>}
        {refused !== null && (
          <p className="refusal wrap" role="status">
            {inFields(refused)}
          </p>
        )}
      </div>
    </Panel>
  );
}

type ShownProps = { readonly run: KeptRun | null; readonly other: KeptRun | null; readonly areThere: boolean };

function Shown({ run, other, areThere }: ShownProps) {
  if (run === null)
    return (
      <Panel title="Report">
        <Empty>
          {areThere ? 'Choose a run.' : 'Choose a price file and run a replay.'}{' '}
          <b>Its report begins with whether the account would have outlived the firm’s rules.</b>
        </Empty>
      </Panel>
    );
  if (run.kind === 'sweep') return <SweepReport key={run.id} id={run.id} />;
  return other === null ? (
    <ReplayReport key={run.id} id={run.id} />
  ) : (
    <Comparison key={`${run.id} ${other.id}`} a={run} b={other} />
  );
}
