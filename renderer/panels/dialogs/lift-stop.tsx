import { useState } from 'react';
import { scopeKey, type StopScope } from '#shared/domain';
import { Confirm, Dialog, Field, TextInput } from '../../controls/index.ts';
import { useAct, useAsk } from '../../store/index.ts';
import { reasonMissing, scopeName } from '../reading/index.ts';
import { useFinish } from './finish.ts';

const WORD = 'LIFT';

/** Away from safety: the word has to be typed, and why. */
export function LiftStop({ scope }: { readonly scope: StopScope }) {
  const act = useAct();
  const finish = useFinish();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const { asked, refusal } = useAsk(`lift:${scopeKey(scope)}`);
  const missing = typed === WORD ? reasonMissing(reason) : `Type ${WORD}`;
  return (
    <Dialog
      title={`Let ${scopeName(scope)} trade again`}
      onClose={act.closeDialog}
      refusal={refusal}
      acts={
        <Confirm
          needs="stop.lift"
          asked={asked}
          testId="lift-confirm"
          missing={missing}
          onConfirm={() => finish(act.liftStop(scope, reason.trim()))}
        >
          Lift the stop
        </Confirm>
      }
    >
      <p>Its signals are judged again from now on. What was refused meanwhile stays refused.</p>
      <Field label="Why (journaled)">
        <TextInput value={reason} onChange={setReason} />
      </Field>
      <Field label={`Type ${WORD}`}>
        <TextInput value={typed} onChange={setTyped} placeholder={WORD} />
      </Field>
    </Dialog>
  );
}
