import { useState } from 'react';
import type { ApprovalMode } from '#shared/domain';
import { Confirm, Dialog, Field, TextInput } from '../../controls/index.ts';
import { useAct, useAsk } from '../../store/index.ts';
import { reasonMissing } from '../reading/index.ts';
import { useFinish } from './finish.ts';
import { StandingText } from './standing-text.tsx';

const EFFECTS: Readonly<Record<ApprovalMode, string>> = {
  confirm: 'Nothing is traded without your yes.',
  veto: 'A card that nobody answers will be executed.',
  auto: 'Signals that pass the rules will be traded without asking you.',
};

/** Away from asking: the mode's own name has to be typed. */
export function ModeChange({ to }: { readonly to: ApprovalMode }) {
  const act = useAct();
  const finish = useFinish();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const { asked, refusal } = useAsk('mode');
  const word = to.toUpperCase();
  const missing = typed !== word ? `Type ${word}` : reasonMissing(reason);
  return (
    <Dialog
      title={`Change approvals to ${to}`}
      onClose={act.closeDialog}
      refusal={refusal}
      acts={
        <Confirm
          needs="approvals.set-mode"
          asked={asked}
          missing={missing}
          onConfirm={() => finish(act.setMode(to, reason.trim()))}
        >
          {`Change to ${to}`}
        </Confirm>
      }
    >
      <p>
        <b>{EFFECTS[to]}</b>
      </p>
      <StandingText />
      <Field label={`Type ${word}`}>
        <TextInput value={typed} onChange={setTyped} placeholder={word} />
      </Field>
      <Field label="Why (journaled)">
        <TextInput value={reason} onChange={setReason} />
      </Field>
    </Dialog>
  );
}
