import { useState } from 'react';
import { Confirm, Choices, Dialog, Field, TextInput } from '../../controls/index.ts';
import { useAct, useAsk, useEngine } from '../../store/index.ts';
import { reasonMissing } from '../reading/index.ts';
import { useFinish } from './finish.ts';

const SPANS: readonly (readonly [number, string])[] = [
  [15, '15 minutes'],
  [60, '1 hour'],
  [480, '8 hours'],
];

/** Puts an alarm aside for a stated time, for a stated reason. */
export function Shelve({ alarmId }: { readonly alarmId: string }) {
  const act = useAct();
  const finish = useFinish();
  const [minutes, setMinutes] = useState(15);
  const [reason, setReason] = useState('');
  const title = useEngine(({ cockpit }) => cockpit.alarms.get(alarmId)?.alarm.title ?? 'alarm');
  const { asked, refusal } = useAsk(`shelve:${alarmId}`);
  const missing = reasonMissing(reason);
  return (
    <Dialog
      title={`Shelve: ${title}`}
      onClose={act.closeDialog}
      refusal={refusal}
      acts={
        <Confirm
          needs="alarm.shelve"
          asked={asked}
          missing={missing}
          onConfirm={() => finish(act.shelve(alarmId, minutes, reason.trim()))}
        >
          Shelve
        </Confirm>
      }
    >
      <p>A shelved alarm leaves the strip and comes back by itself when its time is over. It stays listed under Alarms.</p>
      <Choices label="For how long" value={minutes} onPick={setMinutes} options={SPANS} />
      <Field label="Why it can wait (journaled)">
        <TextInput value={reason} onChange={setReason} />
      </Field>
    </Dialog>
  );
}
