import { blockEnd, riskProposal, riskSwitch, type StrategyId } from '#shared/domain';
import type { StrategyControl } from '#shared/projection';
import { Button, Clock, Empty, Panel } from '../../controls/index.ts';
import { countText, grouped, sentenceOf } from '../../format/index.ts';
import { useAct, useAsk, useEngine } from '../../store/index.ts';
import { DecideProposal, entriesHeldBy, isBegun } from '../reading/index.ts';

/** One reason entries are refused, or a larger risk that waits for a yes; `rearm` names it to the engine, null: it ends by itself. */
type Held = {
  readonly title: string;
  readonly since: number | null;
  readonly text: string;
  readonly rearm: string | null;
  /** A proposal, which may also be declined. */
  readonly proposes?: StrategyId;
};

/** What blocks entries until the trader re-arms it: blocks, strategies that are switched off, and proposals of a larger risk. */
export function BlocksPanel() {
  const blocks = useEngine(({ cockpit }) => cockpit.blocks);
  const strategies = useEngine(({ cockpit }) => cockpit.strategies);
  const known = useEngine((view) => isBegun(view) && view.live !== null);
  const other = useEngine((view) =>
    view.cockpit.trading.state === 'active' ? entriesHeldBy(view) : `trading is ${view.cockpit.trading.state}`,
  );
  const held: readonly Held[] = [
    ...[...blocks].map(([block, { code, text, since }]) => {
      const rearm = blockEnd(code) === 'trader' ? block : null;
      return { title: sentenceOf(block), since, text, rearm };
    }),
    ...[...strategies].flatMap(([id, control]): readonly Held[] => strategyHeld(id, control)),
  ];
  return (
    <Panel title="Blocks" note={!known ? 'not known yet' : held.length === 0 ? 'none' : `${countText(held.length)} active`}>
      {held.length === 0 ? (
        <Empty>
          {!known
            ? 'Not known yet.'
            : other === null
              ? 'Nothing blocks new entries.'
              : `No block stands, but entries wait: ${other}.`}{' '}
          <b>Three losses in a row, a limit, or a switched-off strategy would appear here.</b>
        </Empty>
      ) : (
        <ul className="alarm-list">
          {held.map(({ title, since, text, rearm, proposes }) => (
            <li key={rearm ?? title} className="alarm-card">
              <h3>
                {title}{' '}
                {since !== null && (
                  <span className="since">
                    since <Clock at={since} />
                  </span>
                )}
              </h3>
              <p className="mid">{text}</p>
              {proposes !== undefined && <DecideProposal strategyId={proposes} />}
              {rearm !== null && proposes === undefined && <Rearm block={rearm} />}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function strategyHeld(id: StrategyId, { riskOn, proposal, text }: StrategyControl): readonly Held[] {
  if (!riskOn) return [{ title: `${id} is switched off`, since: null, text, rearm: riskSwitch(id) }];
  if (proposal === null) return [];
  const to = `Its risk factor would become ${grouped(Math.min(1, proposal), 2)}.`;
  return [{ title: `More risk for ${id}`, since: null, text: `${text} ${to}`.trim(), rearm: riskProposal(id), proposes: id }];
}

function Rearm({ block }: { readonly block: string }) {
  const act = useAct();
  const { asked, refusal } = useAsk(`rearm:${block}`);
  return (
    <div className="row">
      <Button
        needs="block.rearm"
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
