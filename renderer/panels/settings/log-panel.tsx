import { useEffect, useState } from 'react';
import type { Reply } from '#shared/ipc';
import { Button, Choice, Clock, Empty, Panel, TextInput } from '../../controls/index.ts';
import { countedText } from '../../format/index.ts';
import { useAct, useEngine, useNow } from '../../store/index.ts';
import { CopyButton } from '../reading/index.ts';
import './log-panel.css';

type Tail = Reply<'log.tail'>;
type Level = Tail['lines'][number]['level'];
const LEVELS = [
  ['error', 'errors'],
  ['warn', 'warnings and errors'],
  ['info', 'all but details'],
  ['debug', 'all'],
] as const;
const LINES = 200;
const LOOK_MS = 5_000;

/** The newest lines that fit, as they are now. */
function useTail(level: Level, text: string): { readonly tail: Tail | null; readonly why: string | null } {
  const act = useAct();
  const isLive = useEngine(({ link }) => link === 'live');
  const turn = useNow(LOOK_MS);
  const [tail, setTail] = useState<Tail | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const due = isLive ? turn : 0;
  useEffect(() => {
    let isWanted = true;
    void act.logTail({ level, text, limit: LINES }).then((answer) => {
      if (!isWanted) return;
      setWhy(answer.ok ? answer.value.problem : answer.error.detail);
      if (answer.ok) setTail(answer.value);
    });
    return () => {
      isWanted = false;
    };
  }, [act, level, text, due]);
  return { tail, why };
}

/** The log of the cockpit: its newest lines, filtered, to be read, copied, or found on disk. */
export function LogPanel() {
  const act = useAct();
  const [level, setLevel] = useState<Level>('warn');
  const [text, setText] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const { tail, why } = useTail(level, text.trim());
  const lines = tail?.lines ?? [];
  const all = lines.map(({ at, level: of, message, fields }) =>
    `${new Date(at).toISOString()} ${of} ${message} ${fields}`.trim(),
  );
  const show = async (): Promise<void> => {
    const answer = await act.showLogFolder();
    setSaid(answer.ok ? 'Shown on the desktop.' : answer.error.detail);
  };
  return (
    <Panel
      title="Log"
      note={tail === null ? undefined : `newest first, ${countedText(lines.length, 'line')}`}
      className="log-panel"
      testId="log"
    >
      <div className="pad row low">
        <Choice label="Show" value={level} options={LEVELS} onPick={(next) => setLevel(next as Level)} />
        <TextInput label="Search the log" placeholder="Words in a line" value={text} onChange={setText} maxLength={100} />
        <CopyButton text={all.join('\n')} about="these lines" unavailable={all.length === 0 ? 'There is no line' : null} />
        <Button size="small" onClick={() => void show()}>
          Open the folder
        </Button>
      </div>
      {(why ?? said) !== null && (
        <p className="pad wrap" role="status">
          {why ?? said}
        </p>
      )}
      {tail !== null && lines.length === 0 && <Empty>No line fits.</Empty>}
      {tail === null && why === null && <Empty>Asking the engine for its log…</Empty>}
      {lines.length > 0 && (
        <ol className="panel-body log-lines" tabIndex={0} aria-label="Log lines">
          {lines.map(({ at, level: of, message, fields }, index) => (
            <li key={`${String(at)}-${String(index)}`}>
              <span className="dim">
                <Clock at={at} />
              </span>
              <span className={of === 'info' || of === 'debug' ? 'dim' : 'strong'}>{of}</span>
              <span className="wrap">
                {message} <span className="code dim wrap">{fields}</span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
