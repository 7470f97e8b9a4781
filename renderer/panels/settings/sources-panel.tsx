import { useEffect, useState } from 'react';
import type { SourceView } from '#shared/ipc';
import { Clock, DataTable, Empty, Icon, Panel, type Column, type IconName } from '../../controls/index.ts';
import { countText, dateTimeText, NOTHING, strategyText } from '../../format/index.ts';
import { useAct, useEngine, useNow } from '../../store/index.ts';

const LOOK_MS = 5_000;
const STATES: Readonly<Record<SourceView['state'], readonly [IconName, string]>> = {
  off: ['dash', 'off'],
  new: ['dash', 'nothing yet'],
  receiving: ['check', 'receiving'],
  gap: ['clock', 'silent for longer than its rhythm'],
  fault: ['cross', 'does not work'],
};

const COLUMNS: readonly Column<SourceView>[] = [
  { title: 'Source', cell: ({ source }) => source.name },
  { title: 'State', cell: ({ state, problem }) => <State state={state} problem={problem} />, look: 'wrap' },
  { title: 'Last seen', cell: ({ lastAt }) => (lastAt === null ? NOTHING : <LastSeen at={lastAt} />) },
  { title: 'Trades as', cell: ({ source }) => (source.strategy === null ? 'as it says' : strategyText(source.strategy)) },
  {
    title: 'Symbols',
    cell: ({ source }) => (source.symbols.length === 0 ? 'any' : source.symbols.join(', ')),
    look: 'wrap',
    roomy: true,
  },
  { title: 'Approval', cell: ({ approval }) => approval },
  { title: 'Came in', cell: ({ received }) => countText(received), align: 'right' },
  { title: 'Turned away', cell: ({ refused }) => countText(refused), align: 'right' },
  { title: 'Why, last', cell: ({ refusal }) => refusal?.text ?? '', look: 'wrap', roomy: true },
];

/** Where signals come from: how each source stands, and the rules that hold for it. */
export function SourcesPanel() {
  const act = useAct();
  const isLive = useEngine(({ link }) => link === 'live');
  const turn = useNow(LOOK_MS);
  const [sources, setSources] = useState<readonly SourceView[] | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const due = isLive ? turn : 0;
  useEffect(() => {
    let isWanted = true;
    void act.sources().then((answer) => {
      if (!isWanted) return;
      setWhy(answer.ok ? null : answer.error.detail);
      if (answer.ok) setSources(answer.value.sources);
    });
    return () => {
      isWanted = false;
    };
  }, [act, due]);
  return (
    <Panel
      title="Sources"
      note="where signals come from"
      className="whole"
      testId="sources"
      end={<a href="#connect">Connect one</a>}
    >
      {why !== null && (
        <p className="pad refusal" role="status">
          {why}
        </p>
      )}
      {sources === null && why === null && <Empty>Asking the engine for its sources…</Empty>}
      {sources !== null && (
        <DataTable caption="Sources" columns={COLUMNS} rows={sources} rowKey={({ source }) => source.id} old={!isLive} />
      )}
    </Panel>
  );
}

function State({ state, problem }: Pick<SourceView, 'state' | 'problem'>) {
  const [icon, word] = STATES[state];
  return (
    <>
      <Icon name={icon} small /> {problem === null ? word : `${word}: ${problem}`}
    </>
  );
}

/** With its day, unless that is today. */
function LastSeen({ at }: { readonly at: number }) {
  const now = useNow(60_000);
  return now - at < 12 * 3_600_000 ? <Clock at={at} /> : <>{dateTimeText(at)}</>;
}
