import { useState } from 'react';
import { Button, Dialog, Field, TextInput } from '../../controls/index.ts';
import { labelOf, lotsText, moneyText, pctText } from '../../format/index.ts';
import { useAct, useAsk, useEngine } from '../../store/index.ts';
import { currencyOf } from '../reading/index.ts';
import { reasonMissing, useFinish } from './finish.ts';
import { StandingText } from './standing-text.tsx';

/** Trades against soft rules, with a reason. Hard limits are checked again and cannot be set aside. */
export function Override({ signalId }: { readonly signalId: string }) {
  const act = useAct();
  const finish = useFinish();
  const [reason, setReason] = useState('');
  const card = useEngine(({ cockpit }) => cockpit.pending.get(signalId) ?? cockpit.signals.get(signalId)?.card ?? null);
  const currency = useEngine(currencyOf);
  const { asked, refusal } = useAsk(`override:${signalId}`);
  if (card === null) return <Dialog title="Override" cancel="Close" onClose={act.closeDialog}><p>There is no card for this signal any more.</p></Dialog>;
  const missing = asked ? 'Asked; waiting for the engine' : reasonMissing(reason);
  return (
    <Dialog
      title={`Override the refusal of ${card.symbol} ${card.side}`} onClose={act.closeDialog} refusal={refusal}
      acts={<Button testId="override-confirm" unavailable={missing} onClick={() => finish(act.override(card, reason.trim()))}>{asked ? 'Asked…' : 'Override and trade'}</Button>}
    >
      <p>
        {lotsText(card.lots)} lots, <b>{moneyText(-card.loss.total)} {currency}</b> at its stop ({pctText(card.loss.pctOfBalance, 2)}). Soft rules set aside: <b>{card.overrides.map(labelOf).join(', ') || 'none'}</b>.
      </p>
      <StandingText />
      <Field label="Why (journaled with your name)"><TextInput value={reason} onChange={setReason} /></Field>
    </Dialog>
  );
}
