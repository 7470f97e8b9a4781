import { useState } from 'react';
import { Confirm, Dialog, Field, TextInput } from '../../controls/index.ts';
import { useAct, useAsk } from '../../store/index.ts';
import { reasonMissing } from '../reading/index.ts';
import { StandingText } from './standing-text.tsx';

const WORD = 'CHOOSE';

/** Another account in the place of the one that is traded: the word has to be typed, and why. */
export function ChooseAccount({ login, server }: { readonly login: string; readonly server: string }) {
  const act = useAct();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const { asked, refusal } = useAsk('account');
  const missing = typed === WORD ? reasonMissing(reason) : `Type ${WORD}`;
  const choose = (): void =>
    void act.chooseAccount(login, server, reason.trim()).then((chosen) => {
      setProblem(chosen.problem);
      if (chosen.taken && chosen.problem === null) act.closeDialog();
    });
  return (
    <Dialog
      title={`Trade account ${login}`}
      onClose={act.closeDialog}
      refusal={refusal ?? problem}
      acts={
        <Confirm needs="account.choose" asked={asked} testId="account-confirm" missing={missing} onConfirm={choose}>
          Trade this account
        </Confirm>
      }
    >
      <p>
        {login} at {server} is let in from now on, over restarts, and no other. Day, floors and trades of the account before are
        put aside, and come back with it. Its rulebook and its size are those in force: check them under Settings.
      </p>
      <StandingText />
      <Field label={`Type ${WORD}`}>
        <TextInput value={typed} onChange={setTyped} placeholder={WORD} />
      </Field>
      <Field label="Why (journaled)">
        <TextInput value={reason} onChange={setReason} />
      </Field>
    </Dialog>
  );
}
