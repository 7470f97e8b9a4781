import { useEffect, useState } from 'react';
import type { UpdateView } from '#shared/ipc';
import { Button, Clock, Empty, HoldButton, Panel } from '../../controls/index.ts';
import { megabytesText } from '../../format/index.ts';
import { useAct, useEngine, useNow } from '../../store/index.ts';
import './log-panel.css';

/** While something is fetched, and otherwise. */
const BUSY_MS = 1_000;
const QUIET_MS = 10_000;

const CHANNELS: Readonly<Record<UpdateView['channel'], string>> = { stable: 'finished versions', beta: 'also beta versions' };
const isBusy = (view: UpdateView | null): boolean =>
  view !== null && (view.state === 'looking' || view.state === 'downloading' || view.state === 'checking');
type Answer =
  { readonly ok: true; readonly value: UpdateView } | { readonly ok: false; readonly error: { readonly detail: string } };

/** What is known of newer versions, asked again and again; acts answer with the same. */
function useUpdates() {
  const act = useAct();
  const isLive = useEngine(({ link }) => link === 'live');
  const [view, setView] = useState<UpdateView | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const turn = useNow(isBusy(view) ? BUSY_MS : QUIET_MS);
  const take = (answer: Answer): void => {
    if (answer.ok) setView(answer.value);
    setWhy(answer.ok ? null : answer.error.detail);
  };
  const due = isLive ? turn : 0;
  useEffect(() => {
    let isWanted = true;
    void act.updates().then((answer) => {
      if (!isWanted) return;
      if (answer.ok) setView(answer.value);
      else setWhy((before) => before ?? answer.error.detail);
    });
    return () => {
      isWanted = false;
    };
  }, [act, due]);
  return { act, isLive, view, why, take };
}

/** Newer versions of the program: which is offered, what stands against it now, and the act itself. */
export function UpdatesPanel() {
  const { act, isLive, view, why, take } = useUpdates();
  const away = !isLive ? 'The engine does not answer' : isBusy(view) ? 'A look or a download is under way' : null;
  const asked = async (answer: Promise<Answer>): Promise<void> => take(await answer);
  const noFeed = view?.feed === null ? 'No feed is configured' : null;
  return (
    <Panel title="Updates" note={view === null ? undefined : `this is version ${view.current}`} testId="updates">
      {view === null && why === null && <Empty>Asking the engine…</Empty>}
      {view !== null && (
        <>
          <Known view={view} />
          <div className="pad row">
            <Button size="small" unavailable={noFeed ?? away} onClick={() => void asked(act.lookForUpdates())}>
              {view.state === 'looking' ? 'Looking…' : 'Look for a newer version'}
            </Button>
            <Button size="small" onClick={() => act.go('settings', 'updates')}>
              Feed and channel
            </Button>
          </div>
          {view.offered !== null && <Offered view={view} offered={view.offered} away={away} asked={asked} />}
        </>
      )}
      <p className="pad wrap" role="status">
        {why ?? view?.word ?? ''}
      </p>
    </Panel>
  );
}

function Known({ view: { feed, channel, lookedAt } }: { readonly view: UpdateView }) {
  if (feed === null) return <Empty>Off: no feed is configured, so nobody is asked for newer versions.</Empty>;
  return (
    <dl className="kv wide pad">
      <div className="unboxed">
        <dt>Feed</dt>
        <dd className="wrap">
          {feed}, {CHANNELS[channel]}
        </dd>
      </div>
      <div className="unboxed">
        <dt>Last look</dt>
        <dd>{lookedAt === null ? 'not since the start' : <Clock at={lookedAt} />}</dd>
      </div>
    </dl>
  );
}

type OfferProps = {
  readonly view: UpdateView;
  readonly offered: NonNullable<UpdateView['offered']>;
  readonly away: string | null;
  readonly asked: (answer: Promise<Answer>) => Promise<void>;
};

function Offered({ view, offered, away, asked }: OfferProps) {
  const act = useAct();
  const { version, releasedAt, notes, bytes } = offered;
  const { state, progress } = view;
  return (
    <section className="pad stack" aria-label={`Version ${version}`}>
      <p>
        <span className="strong">Version {version}</span>
        {releasedAt === null ? '' : ` of ${releasedAt.slice(0, 10)}`}
        {bytes === null ? '' : `, ${megabytesText(bytes)}`}
      </p>
      <pre className="notices wrap" tabIndex={0} aria-label={`What is new in ${version}`}>
        {notes === '' ? 'The feed says nothing about it.' : notes}
      </pre>
      {progress !== null && (
        <div className="row">
          <progress max={Math.max(progress.total, 1)} value={progress.done} aria-label={`Download of ${version}`} />
          <span>
            {megabytesText(progress.done)} of {progress.total === 0 ? 'an unknown size' : megabytesText(progress.total)}
          </span>
          <Button size="small" onClick={() => void asked(act.cancelUpdate())}>
            End the download
          </Button>
        </div>
      )}
      {state === 'idle' && (
        <div className="row">
          <Button size="small" unavailable={away} onClick={() => void asked(act.downloadUpdate(version))}>
            Download {version}
          </Button>
          <span className="dim">It is checked and kept; nothing is installed by it.</span>
        </div>
      )}
      {(state === 'ready' || state === 'checking') && <Install view={view} version={version} away={away} />}
    </section>
  );
}

function Install({
  view: { waitsFor },
  version,
  away,
}: {
  readonly view: UpdateView;
  readonly version: string;
  readonly away: string | null;
}) {
  const act = useAct();
  const [said, setSaid] = useState<string | null>(null);
  const install = async (): Promise<void> => {
    setSaid('Its signature is looked at once more…');
    const answer = await act.installUpdate(version);
    setSaid(answer.ok ? 'The cockpit ends, and the installer starts.' : answer.error.detail);
  };
  return (
    <>
      {waitsFor.length > 0 && (
        <>
          <p className="strong">Not now:</p>
          <ul aria-label="What it waits for">
            {waitsFor.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      )}
      <div className="row">
        <HoldButton unavailable={away ?? (waitsFor.length > 0 ? waitsFor.join('. ') : null)} onHeld={() => void install()}>
          Hold to quit and install {version}
        </HoldButton>
      </div>
      <p className="dim wrap">
        The run is sealed, the cockpit ends, and the installer opens; nobody trades until you have started it again. The way back
        is the older installer, as long as the newer version has written nothing: take a backup first.
      </p>
      <p className="wrap" role="status">
        {said ?? ''}
      </p>
    </>
  );
}
