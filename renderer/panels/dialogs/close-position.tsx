import { positionNamed } from '#shared/projection';
import { Confirm, Dialog } from '../../controls/index.ts';
import { lotsText, signedMoneyText } from '../../format/index.ts';
import { useAct, useAsk, useEngine } from '../../store/index.ts';
import { currencyOf, openProfit } from '../reading/index.ts';
import { useFinish } from './finish.ts';

export function ClosePosition({ ticket }: { readonly ticket: string }) {
  const act = useAct();
  const finish = useFinish();
  const position = useEngine(
    ({ live, cockpit }) =>
      live?.positions.find((each) => each.ticket === ticket) ?? positionNamed(cockpit, ticket)?.position ?? null,
  );
  const foreign = useEngine(({ cockpit }) => positionNamed(cockpit, ticket)?.foreign ?? false);
  const mode = useEngine(({ cockpit }) => cockpit.mode);
  const login = useEngine(({ live }) => live?.account?.login ?? '');
  const currency = useEngine(currencyOf);
  const { asked, refusal } = useAsk(`close:${ticket}`);
  if (position === null)
    return (
      <Dialog title="Close position" cancel="Done" onClose={act.closeDialog}>
        <p>Position {ticket} is closed.</p>
      </Dialog>
    );
  return (
    <Dialog
      title={`Close ${position.symbol} ${position.direction}`}
      onClose={act.closeDialog}
      refusal={refusal}
      acts={
        <Confirm
          needs="position.close"
          asked={asked}
          testId="close-confirm"
          missing={null}
          answering="terminal"
          onConfirm={() => finish(act.close(ticket, foreign))}
        >
          Close at the market
        </Confirm>
      }
    >
      <p>
        <b>
          {mode.toUpperCase()} {login}
        </b>
        : {lotsText(position.volume)} lots, ticket {ticket}, now{' '}
        <b>
          {signedMoneyText(openProfit(position), currency)} {currency}
        </b>
        . It is closed whole, at the market price.
        {foreign && ' The cockpit did not open it: another program or person may rely on it.'}
      </p>
    </Dialog>
  );
}
