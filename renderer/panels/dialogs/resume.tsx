import { useState } from 'react';
import { Confirm, Dialog, Field, TextInput } from '../../controls/index.ts';
import { useAct, useAsk, useEngine } from '../../store/index.ts';
import { reasonMissing } from '../reading/index.ts';
import { useFinish } from './finish.ts';
import { StandingText } from './standing-text.tsx';

const WORD = 'RESUME';

export function Resume() {
  const act = useAct();
  const finish = useFinish();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const { asked, refusal } = useAsk('resume');
  const blocks = useEngine(({ cockpit }) => [...cockpit.blocks.values()].map(({ text }) => text).join(' '));
  const missing = typed !== WORD ? `Type ${WORD}` : reasonMissing(reason);
  return (
    <Dialog
      title="Resume trading"
      onClose={act.closeDialog}
      refusal={refusal}
      acts={
        <Confirm
          needs="trading.resume"
          asked={asked}
          testId="resume-confirm"
          missing={missing}
          onConfirm={() => finish(act.resume(reason.trim()))}
        >
          Resume trading
        </Confirm>
      }
    >
      <p>New entries will be allowed again.</p>
      <StandingText />
      {blocks !== '' && <p>Still blocking entries: {blocks}</p>}
      <Field label={`Type ${WORD}`}>
        <TextInput value={typed} onChange={setTyped} placeholder={WORD} />
      </Field>
      <Field label="Why it is safe to go on (journaled)">
        <TextInput value={reason} onChange={setReason} />
      </Field>
    </Dialog>
  );
}
