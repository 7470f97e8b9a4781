import { useEffect, useMemo, useState } from 'react';
import type { Reply } from '#shared/ipc';
import { Clock } from '../../controls/index.ts';
import { countText } from '../../format/index.ts';
import { useAct } from '../../store/index.ts';
import { actorText } from '../reading/index.ts';
import { causeTree, type CauseNode } from './cause-nodes.ts';
import './cause-tree.css';

type CauseTreeProps = { readonly seq: number; readonly correlationId: string; readonly onOpen: (seq: number) => void };
type Story = Reply<'journal.story'> & { readonly of: string };

/** The records of one story, each under the one that caused it. */
export function CauseTree({ seq, correlationId, onOpen }: CauseTreeProps) {
  const act = useAct();
  const [story, setStory] = useState<Story | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    void act.journalStory(correlationId).then((answer) => {
      if (!isWanted) return;
      setRefused(answer.ok ? null : answer.error.detail);
      if (answer.ok) setStory({ ...answer.value, of: correlationId });
    });
    return () => {
      isWanted = false;
    };
    // A record that is new since then is another one that was opened.
  }, [act, correlationId, seq]);
  const known = story?.of === correlationId ? story : null;
  const roots = useMemo(() => causeTree(known?.lines ?? []), [known]);
  if (known === null) return <p className="pad dim">{refused ?? 'Reading its story…'}</p>;
  return (
    <div className="cause-tree">
      <h3>
        Cause and effect <span className="dim">{countText(known.lines.length)} records of this correlation</span>
      </h3>
      <Branch nodes={roots} seq={seq} onOpen={onOpen} />
      {!known.isWhole && (
        <p className="pad dim">Only the first {countText(known.lines.length)}: search by its correlation for more.</p>
      )}
    </div>
  );
}

type BranchProps = { readonly nodes: readonly CauseNode[]; readonly seq: number; readonly onOpen: (seq: number) => void };

function Branch({ nodes, seq, onOpen }: BranchProps) {
  return (
    <ul>
      {nodes.map(({ line, effects, cause }) => (
        <li key={line.seq}>
          {cause !== null && (
            <button type="button" className="link" onClick={() => onOpen(cause)}>
              caused by {countText(cause)}, of another story
            </button>
          )}
          <button
            type="button"
            className="link"
            aria-current={line.seq === seq ? 'true' : undefined}
            onClick={() => onOpen(line.seq)}
          >
            <span className="dim">{countText(line.seq)}</span> {line.type}{' '}
            <span className="dim">
              {actorText(line.actor)}, <Clock at={line.at} precise />
            </span>
          </button>
          {effects.length > 0 && <Branch nodes={effects} seq={seq} onOpen={onOpen} />}
        </li>
      ))}
    </ul>
  );
}
