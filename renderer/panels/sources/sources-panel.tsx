import { useState } from 'react';
import type { SourceView } from '#shared/ipc';
import { Button, Clock, DataTable, Empty, Icon, Panel, type Column } from '../../controls/index.ts';
import { countText, dateTimeText, NOTHING, strategyText } from '../../format/index.ts';
import { isPast, useAct, useEngine, useNow } from '../../store/index.ts';
import { SourceDesk } from './source-desk.tsx';
import { SourceForm } from './source-form.tsx';
import type { Drawn } from './source-secret.tsx';
import { sourceState } from './source-words.ts';
import { useSources } from './use-sources.ts';

const COLUMNS: readonly Column<SourceView>[] = [
  { title: 'Source', cell: ({ source }) => source.name },
  { title: 'State', cell: (row) => <State view={row} />, look: 'wrap' },
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
  { title: 'Taken', cell: ({ accepted }) => countText(accepted), align: 'right' },
  { title: 'Sent twice', cell: ({ duplicate }) => countText(duplicate), align: 'right', roomy: true },
  { title: 'Turned away', cell: ({ refused }) => countText(refused), align: 'right' },
  { title: 'Why, last', cell: ({ refusal }) => refusal?.text ?? '', look: 'wrap', roomy: true },
];

/** What is open below the list: one source, a form for a new one, or nothing. */
type Open = { readonly kind: 'new' } | { readonly kind: 'one'; readonly id: string; readonly drawn: Drawn | null } | null;

/** Where signals come from: how each source stands, its rules, and how to add, change and end one. */
export function SourcesPanel() {
  const act = useAct();
  const { sources, why, look } = useSources();
  const [open, setOpen] = useState<Open>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const taken = sources?.map(({ source }) => source.id) ?? [];
  const shown = open?.kind === 'one' ? sources?.find(({ source }) => source.id === open.id) : undefined;
  const added = async (id: string, unkept: string | null): Promise<void> => {
    const told = await act.sourceSecret(id);
    const drawn = told.ok ? { ...told.value, isSigned: !told.value.path.endsWith(told.value.secret), until: null } : null;
    setProblem(unkept);
    setOpen({ kind: 'one', id, drawn });
    look();
  };
  return (
    <>
      <List
        sources={sources}
        problems={[why, problem].flatMap((text) => text ?? [])}
        onAdd={() => setOpen({ kind: 'new' })}
        onOpen={(id) => setOpen({ kind: 'one', id, drawn: null })}
      />
      {open?.kind === 'new' && (
        <Panel title="A new source" className="whole">
          <SourceForm before={null} taken={taken} onSaved={(id, unkept) => void added(id, unkept)} onEnd={() => setOpen(null)} />
        </Panel>
      )}
      {open?.kind === 'one' && shown !== undefined && (
        <SourceDesk
          key={open.id}
          view={shown}
          taken={taken}
          drawn={open.drawn}
          onDrawn={(drawn) => setOpen({ ...open, drawn })}
          onChanged={look}
          onEnd={() => setOpen(null)}
        />
      )}
    </>
  );
}

type ListProps = {
  readonly sources: readonly SourceView[] | null;
  readonly problems: readonly string[];
  readonly onAdd: () => void;
  readonly onOpen: (id: string) => void;
};

function List({ sources, problems, onAdd, onOpen }: ListProps) {
  const act = useAct();
  const isLive = useEngine(({ link }) => link === 'live');
  const isOld = useEngine(({ link }) => isPast(link));
  const manage: Column<SourceView> = {
    title: 'Manage',
    cell: ({ source: { id, name } }) => (
      <Button size="small" look="quiet" about={name} testId={`source-${id}`} onClick={() => onOpen(id)}>
        Open
      </Button>
    ),
  };
  const end = (
    <span className="row">
      <Button
        needs="source.add"
        size="small"
        testId="source-add"
        unavailable={isOld ? 'The engine does not answer' : null}
        onClick={onAdd}
      >
        Add a source…
      </Button>
      <Button size="small" look="quiet" onClick={() => act.go('connect')}>
        Connect one
      </Button>
    </span>
  );
  return (
    <Panel title="Sources" note="where signals come from" className="whole" testId="sources" end={end}>
      {problems.map((text) => (
        <p key={text} className="pad refusal" role="status">
          {text}
        </p>
      ))}
      {sources === null && problems.length === 0 && <Empty>Asking the engine for its sources…</Empty>}
      {sources !== null && (
        <div className="wide-list">
          <DataTable
            caption="Sources"
            columns={[...COLUMNS, manage]}
            rows={sources}
            rowKey={({ source }) => source.id}
            old={!isLive}
          />
        </div>
      )}
    </Panel>
  );
}

function State({ view }: { readonly view: SourceView }) {
  const { icon, text } = sourceState(view);
  // A word stays on its line; what is the matter may take several.
  return (
    <span className={view.problem === null ? 'nowrap' : undefined}>
      <Icon name={icon} small /> {text}
    </span>
  );
}

/** With its day, unless that is today. */
function LastSeen({ at }: { readonly at: number }) {
  const now = useNow(60_000);
  return now - at < 12 * 3_600_000 ? <Clock at={at} /> : <>{dateTimeText(at)}</>;
}
