import { useEffect, useMemo, useState } from 'react';
import { treeOf } from '#shared/config';
import { Button, Choices, Empty, Panel, View } from '../../controls/index.ts';
import { countText, dateTimeText } from '../../format/index.ts';
import { useAct, useEngine, usePast } from '../../store/index.ts';
import { keptConfig, problemsOf, type KeptConfig, type Typed } from '../configuration/index.ts';
import { ChangedSettings } from './changed-settings.tsx';
import { RerunResult } from './rerun-found.tsx';
import { useRerun } from './use-rerun.ts';
import './rerun-desk.css';

const WEEK_MS = 7 * 24 * 3_600_000;
const SPANS = ['week', 'on', 'all'] as const;
type Span = (typeof SPANS)[number];
const SPAN_WORDS: Readonly<Record<Span, string>> = { week: 'Seven days before', on: 'From there on', all: 'All' };

/** The configuration that the settings to try begin with; or why it is not known. */
function useKept(): { readonly config: KeptConfig | null; readonly why: string | null } {
  const act = useAct();
  const run = useEngine(({ cockpit }) => cockpit.run);
  const [known, setKnown] = useState<{ readonly config: KeptConfig | null; readonly why: string | null }>({
    config: null,
    why: null,
  });
  useEffect(() => {
    let isWanted = true;
    void act.configView().then((answer) => {
      if (isWanted)
        setKnown(answer.ok ? { config: keptConfig(answer.value.keys), why: null } : { config: null, why: answer.error.detail });
    });
    return () => {
      isWanted = false;
    };
  }, [act, run]);
  return known;
}

/** The signals on record, judged again with other settings: what would have been different. */
export function RerunDesk() {
  const { config, why } = useKept();
  return (
    <View title="Other settings" summary="the signals on record, judged again; nothing is written or sent">
      {config === null ? (
        <Panel title="Settings to try">
          <Empty>{why === null ? 'Asking the engine for the configuration…' : `They cannot be shown: ${why}`}</Empty>
        </Panel>
      ) : (
        <Desk config={config} />
      )}
    </View>
  );
}

function Desk({ config }: { readonly config: KeptConfig }) {
  const act = useAct();
  const shown = usePast((state) => state.shown);
  const [typed, setTyped] = useState<Typed>(new Map());
  const [span, setSpan] = useState<Span>('week');
  const problems = useMemo(() => problemsOf(config, typed), [config, typed]);
  const { view, refused, start, cancel } = useRerun();
  const isRunning = view?.state === 'running';
  const missing = whyNot(typed, problems, isRunning, span !== 'all' && shown === null);
  const at = shown?.at ?? 0;
  const begin = (): void =>
    void start(
      treeOf(typed),
      span === 'all' ? null : span === 'on' ? at : Math.max(0, at - WEEK_MS),
      span === 'week' ? at + 1 : null,
    );
  return (
    <div className="rerun">
      <div className="stacked">
        <ChangedSettings {...{ config, typed, problems }} onType={setTyped} />
        <Panel title="Span" note={shown === null || span === 'all' ? undefined : `${dateTimeText(shown.at)} is shown`}>
          <div className="pad stack">
            <Choices label="Span" value={span} onPick={setSpan} options={SPANS.map((one) => [one, SPAN_WORDS[one]])} />
            <div className="row">
              <Button needs="rerun.start" look="primary" unavailable={missing} testId="rerun-start" onClick={begin}>
                Judge again
              </Button>
              {isRunning && (
                <Button needs="rerun.cancel" onClick={() => void cancel()}>
                  End it
                </Button>
              )}
              <Button
                look="quiet"
                unavailable={typed.size === 0 ? 'Choose a setting first' : null}
                onClick={() => {
                  act.draftConfig(typed);
                  act.go('settings', [...typed.keys()][0] ?? null);
                }}
              >
                Take to Settings…
              </Button>
            </div>
            {missing !== null && !isRunning && <p className="dim">{missing}.</p>}
            {view !== null && <Progress {...view} />}
            {refused !== null && (
              <p className="refusal" role="status">
                {refused}
              </p>
            )}
          </div>
        </Panel>
      </div>
      {view !== null && <RerunResult view={view} />}
    </div>
  );
}

function whyNot(typed: Typed, problems: ReadonlyMap<string, string>, isRunning: boolean, isLost: boolean): string | null {
  if (isRunning) return 'It runs: end it first';
  if (typed.size === 0) return 'Choose a setting to try first';
  const [wrong] = problems;
  if (wrong !== undefined) return `Mend it first: ${wrong[1]}`;
  return isLost ? 'Nothing is shown yet' : null;
}

type ProgressProps = {
  readonly state: 'none' | 'running' | 'done' | 'cancelled' | 'failed';
  readonly reached: number;
  readonly end: number;
  readonly fault: string | null;
};

function Progress({ state, reached, end, fault }: ProgressProps) {
  if (state === 'none') return null;
  if (state === 'failed') return <p className="refusal">It could not go on: {fault}</p>;
  const words = { running: 'Reading records', done: 'Read to the end', cancelled: 'Ended before its end' }[state];
  return (
    <div className="stack">
      {state === 'running' && <progress aria-label="Records read" max={Math.max(1, end)} value={reached} />}
      <p className="dim" role="status">
        {words}: {countText(reached)} of {countText(end)}
      </p>
    </div>
  );
}
