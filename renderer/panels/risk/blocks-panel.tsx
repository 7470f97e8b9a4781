import { blockEnd } from '#shared/domain';
import { Button, Clock, Empty, Panel } from '../../controls/index.ts';
import { sentenceOf } from '../../format/index.ts';
import { useAct, useAsk, useEngine } from '../../store/index.ts';

/** What blocks entries until the trader re-arms it. */
export function BlocksPanel() {
  const blocks = useEngine(({ cockpit }) => cockpit.blocks);
  return (
    <Panel title="Blocks" note={blocks.size === 0 ? 'none' : `${blocks.size} active`}>
      {blocks.size === 0 ? (
        <Empty>
          Nothing blocks new entries. <b>Three losses in a row, a limit, or a switched-off strategy would appear here.</b>
        </Empty>
      ) : (
        <ul className="alarm-list">
          {[...blocks].map(([block, { code, text, since }]) => (
            <li key={block} className="alarm-card">
              <h3>
                {sentenceOf(block)}{' '}
                <span className="since">
                  since <Clock at={since} />
                </span>
              </h3>
              <p className="mid">{text}</p>
              {blockEnd(code) === 'trader' && <Rearm block={block} />}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Rearm({ block }: { readonly block: string }) {
  const act = useAct();
  const { asked, refusal } = useAsk(`rearm:${block}`);
  return (
    <div className="row">
      <Button
        about={block}
        unavailable={asked ? 'Asked; waiting for the engine' : null}
        onClick={() => act.openDialog({ kind: 'rearm', block })}
      >
        {asked ? 'Asked…' : 'Re-arm…'}
      </Button>
      {refusal !== null && (
        <span className="refusal" role="status">
          {refusal}
        </span>
      )}
    </div>
  );
}
