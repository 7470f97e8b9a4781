import { useState } from 'react';
import { Confirm, Dialog, Field, TextInput } from '../../controls/index.ts';
import { useAct, useAsk, useEngine } from '../../store/index.ts';
import { reasonMissing } from '../reading/index.ts';
import { useFinish } from './finish.ts';

const WORD = 'ADOPT';

/** Going on from a journal that is not what it was: the word has to be typed, and why. */
export function AdoptJournal() {
  const act = useAct();
  const finish = useFinish();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const { asked, refusal } = useAsk('journal');
  const doubt = useEngine(({ cockpit }) => cockpit.journalDoubt);
  const missing = typed === WORD ? reasonMissing(reason) : `Type ${WORD}`;
  return (
    <Dialog
      title="Adopt the journal as it is"
      onClose={act.closeDialog}
      refusal={refusal}
      acts={
        <Confirm
          needs="journal.adopt"
          asked={asked}
          testId="adopt-confirm"
          missing={missing}
          onConfirm={() => finish(act.adoptJournal(reason.trim()))}
        >
          Adopt the journal
        </Confirm>
      }
    >
      <p>{doubt === null ? 'Nothing was found wrong with the journal.' : doubt.text}</p>
      <p>
        Compare positions, orders and balance with the terminal first. What the missing or changed records said is not known here
        any more, a stop among it. Trading stays halted: you resume it as a step of its own.
      </p>
      <Field label={`Type ${WORD}`}>
        <TextInput value={typed} onChange={setTyped} placeholder={WORD} />
      </Field>
      <Field label="Why it is safe to go on from here (journaled)">
        <TextInput value={reason} onChange={setReason} />
      </Field>
    </Dialog>
  );
}
