import { useState } from 'react';
import type { SourceView } from '#shared/ipc';
import { Button, Clock, Icon, Panel } from '../../controls/index.ts';
import { countText } from '../../format/index.ts';
import { isPast, useAct, useEngine } from '../../store/index.ts';
import { SourceForm } from './source-form.tsx';
import { DrawnSecret, RotateSecret, type Drawn } from './source-secret.tsx';
import { sourceState } from './source-words.ts';
import { SourceTest } from './test-answer.tsx';

type SourceDeskProps = {
  readonly view: SourceView;
  readonly taken: readonly string[];
  /** Drawn for it just now, when it was added. */
  readonly drawn: Drawn | null;
  readonly onDrawn: (drawn: Drawn | null) => void;
  readonly onChanged: () => void;
  readonly onEnd: () => void;
};

/** One source: how it does, and everything that can be done with it. */
export function SourceDesk({ view, taken, drawn, onDrawn, onChanged, onEnd }: SourceDeskProps) {
  const isOld = useEngine(({ link }) => isPast(link));
  const [open, setOpen] = useState<Opened>(null);
  const [said, setSaid] = useState<string | null>(null);
  const { source } = view;
  const away = isOld ? 'The engine does not answer' : null;
  const told = (problem: string | null): void => {
    setSaid(problem);
    onChanged();
  };
  const end = (
    <Button size="small" look="quiet" about={source.name} onClick={onEnd}>
      Close
    </Button>
  );
  return (
    <Panel title={source.name} note={source.id} className="whole" testId="source-desk" end={end}>
      <div className="pad stack">
        <Standing view={view} />
        {(view.address !== null || source.folder !== null) && (
          <SourceTest source={source.id} isFolder={source.folder !== null} unavailable={away} />
        )}
        <Acts view={view} away={away} onOpen={(what) => setOpen(open === what ? null : what)} onTold={told} />
        {said !== null && (
          <p className="refusal" role="alert">
            {said}
          </p>
        )}
        {drawn !== null && <DrawnSecret {...drawn} onEnd={() => onDrawn(null)} />}
        {open === 'secret' && (
          <RotateSecret
            view={view}
            unavailable={away}
            onDrawn={(next) => {
              onDrawn(next);
              setOpen(null);
              onChanged();
            }}
          />
        )}
      </div>
      {open === 'rules' && (
        <SourceForm
          key={source.id}
          before={view}
          taken={taken}
          onSaved={(_id, problem) => {
            setOpen(null);
            told(problem);
          }}
          onEnd={() => setOpen(null)}
        />
      )}
    </Panel>
  );
}
type Opened = 'rules' | 'secret' | null;

type ActsProps = {
  readonly view: SourceView;
  readonly away: string | null;
  readonly onOpen: (what: Opened) => void;
  /** Done, or what is the matter. */
  readonly onTold: (problem: string | null) => void;
};

function Acts({ view: { source, isBuiltIn, secret }, away, onOpen, onTold }: ActsProps) {
  const act = useAct();
  const turn = async (): Promise<void> => {
    const answer = await act.changeSource(source.id, { enabled: !source.enabled });
    onTold(answer.ok ? answer.value.problem : answer.error.detail);
  };
  return (
    <div className="row">
      <Button needs="source.change" testId="source-rules" unavailable={away} onClick={() => onOpen('rules')}>
        Change the rules…
      </Button>
      <Button needs="source.change" testId="source-switch" unavailable={away} onClick={() => void turn()}>
        {source.enabled ? 'Switch it off' : 'Switch it on'}
      </Button>
      {secret !== null && (
        <Button needs="source.rotate" testId="source-new-secret" unavailable={away} onClick={() => onOpen('secret')}>
          New secret…
        </Button>
      )}
      <Button
        needs="source.remove"
        testId="source-remove"
        look="quiet"
        unavailable={away ?? (isBuiltIn ? 'It is always there: switch it off instead' : null)}
        onClick={() => act.openDialog({ kind: 'remove-source', id: source.id, name: source.name })}
      >
        Delete…
      </Button>
      <span className="dim">
        {source.enabled ? 'Off: entries are refused, closing is taken' : 'Closing is taken also while it is off'}
      </span>
    </div>
  );
}

/** How it does: when something came last, and what was made of what came. */
function Standing({ view }: { readonly view: SourceView }) {
  const { icon, text } = sourceState(view);
  const { received, accepted, duplicate, refused, lastAt, refusal, secret } = view;
  const rows: readonly (readonly [string, React.ReactNode])[] = [
    [
      'State',
      <>
        <Icon name={icon} small /> {text}
      </>,
    ],
    ['Last delivery', lastAt === null ? 'none yet' : <Clock at={lastAt} />],
    [
      'Came in',
      `${countText(received)}: ${countText(accepted)} taken, ${countText(duplicate)} sent twice, ${countText(refused)} turned away`,
    ],
    ...(refusal === null ? [] : [['Turned away last', refusal.text] as const]),
    ...(secret === null ? [] : [['Secret', `ends in ${secret.tail}`] as const]),
    ...(secret === null || secret.previousUntil === null
      ? []
      : [
          [
            'The one before',
            <>
              good until <Clock at={secret.previousUntil} />
            </>,
          ] as const,
        ]),
  ];
  return (
    <dl className="kv wide">
      {rows.map(([name, value]) => (
        <div className="unboxed" key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
