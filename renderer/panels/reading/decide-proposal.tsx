import { riskProposal, type StrategyId } from '#shared/domain';
import { Button } from '../../controls/index.ts';
import { useAct, useAsk } from '../../store/index.ts';

/** Takes a larger risk that feedback proposes for a strategy, or declines it; both ask for a reason. */
export function DecideProposal({ strategyId }: { readonly strategyId: StrategyId }) {
  const act = useAct();
  const block = riskProposal(strategyId);
  const take = useAsk(`rearm:${block}`);
  const decline = useAsk(`decline:${strategyId}`);
  const refusal = take.refusal ?? decline.refusal;
  const waiting = take.asked || decline.asked ? 'Asked; waiting for the engine' : null;
  return (
    <div className="row">
      <Button
        size="small"
        needs="block.rearm"
        about={strategyId}
        unavailable={waiting}
        onClick={() => act.openDialog({ kind: 'rearm', block })}
      >
        Take it…
      </Button>
      <Button
        size="small"
        needs="proposal.decline"
        about={strategyId}
        unavailable={waiting}
        onClick={() => act.openDialog({ kind: 'decline', strategyId })}
      >
        Decline…
      </Button>
      {refusal !== null && (
        <span className="refusal" role="status">
          {refusal}
        </span>
      )}
    </div>
  );
}
