import { useState } from 'react';
import { failedRules, signalDigest, type SignalLife } from '#shared/projection';
import { Confirm, Dialog, Field, TextInput } from '../../controls/index.ts';
import { lotsText, moneyText, pctText } from '../../format/index.ts';
import { useAct, useAsk, useEngine } from '../../store/index.ts';
import { currencyOf, reasonMissing } from '../reading/index.ts';
import { useFinish } from './finish.ts';
import { StandingText } from './standing-text.tsx';

/** Trades against soft rules, with a reason. Hard limits are checked again and cannot be set aside. */
export function Override({ signalId }: { readonly signalId: string }) {
  const act = useAct();
  const life = useEngine(({ cockpit }) => cockpit.signals.get(signalId));
  if (life !== undefined) return <Question life={life} />;
  return (
    <Dialog title="Override" cancel="Close" onClose={act.closeDialog}>
      <p>This signal is no longer kept.</p>
    </Dialog>
  );
}

function Question({ life }: { readonly life: SignalLife }) {
  const act = useAct();
  const finish = useFinish();
  const [reason, setReason] = useState('');
  // Bound to what stood when the question was asked: if anything is decided meanwhile, the engine refuses the click.
  const cockpit = useEngine((view) => view.cockpit);
  const [digest] = useState(() => signalDigest(cockpit, life));
  const { asked, refusal } = useAsk(`override:${life.signalId}`);
  const { symbol, side } = life.signal;
  const missing = reasonMissing(reason);
  return (
    <Dialog
      title={`Override the refusal of ${symbol} ${side}`}
      onClose={act.closeDialog}
      refusal={refusal}
      acts={
        <Confirm
          needs="signal.override"
          asked={asked}
          testId="override-confirm"
          missing={missing}
          onConfirm={() => finish(act.override(life.signalId, digest, reason.trim()))}
        >
          Override and trade
        </Confirm>
      }
    >
      <Money life={life} />
      <FailedRules life={life} />
      <StandingText />
      <Field label="Why (journaled with your name)">
        <TextInput value={reason} onChange={setReason} />
      </Field>
    </Dialog>
  );
}

function Money({ life: { card } }: { readonly life: SignalLife }) {
  const currency = useEngine(currencyOf);
  if (card === null) return <p>It is sized again when you override it; every hard limit is checked before an order is sent.</p>;
  return (
    <p>
      {lotsText(card.lots)} lots,{' '}
      <b>
        {moneyText(-card.loss.total, currency)} {currency}
      </b>{' '}
      at its stop ({pctText(card.loss.pctOfBalance, 2)}).
    </p>
  );
}

function FailedRules({ life }: { readonly life: SignalLife }) {
  const { soft } = failedRules(life);
  const rules = life.decisions.flatMap(({ criteria }) => criteria.filter(({ ok, code }) => !ok && soft.includes(code)));
  return (
    <ul className="card-rules" aria-label="Rules that are set aside">
      {rules.map(({ code, text }) => (
        <li key={code}>
          <span className="code">{code}</span> {text}
        </li>
      ))}
    </ul>
  );
}
