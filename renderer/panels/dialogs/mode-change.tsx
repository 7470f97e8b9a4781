import { useState } from 'react';
import type { ApprovalMode } from '#shared/domain';
import { Button, Dialog, Field, TextInput } from '../../controls/index.ts';
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
  const missing = asked ? 'Asked; waiting for the engine' : typed !== word ? `Type ${word}` : reasonMissing(reason);
  return (
    <Dialog
      title={`Change approvals to ${to}`}
      onClose={act.closeDialog}
      refusal={refusal}
      acts={
        <Button unavailable={missing} onClick={() => finish(act.setMode(to, reason.trim()))}>
          {asked ? 'Asked…' : `Change to ${to}`}
        </Button>
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
