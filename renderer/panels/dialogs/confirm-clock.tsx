import { useState } from 'react';
import { Confirm, Dialog, Field, TextInput } from '../../controls/index.ts';
import { durationText, NOTHING, utcText } from '../../format/index.ts';
import { useAct, useAsk, useEngine, type EngineView } from '../../store/index.ts';
import { reasonMissing } from '../reading/index.ts';
import { useFinish } from './finish.ts';

const WORD = 'CONFIRM';
/** What differs by less is the same second. */
const APART_MS = 1_000;

/** What the PC's clock was held against, as the alarm says it. */
const causeOf = ({ alarms }: EngineView['cockpit']): string | null =>
  [...alarms.values()].find(({ alarm, state }) => alarm.kind === 'clock_unconfirmed' && state === 'active')?.alarm.cause ?? null;

/** The trader vouches for the PC's clock. What is confirmed is the doubt that the dialog opened with, and no later one. */
export function ConfirmClock() {
  const act = useAct();
  const finish = useFinish();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const trusted = useEngine(({ cockpit }) => cockpit.clock.trusted);
  const standing = useEngine(({ cockpit }) => cockpit.clock.digest);
  const [digest] = useState(standing);
  const now = useEngine(({ live }) => live?.at ?? null);
  const offsetMs = useEngine(({ live }) => live?.clock.offsetMs ?? null);
  const why = useEngine(({ cockpit }) => causeOf(cockpit));
  const { asked, refusal } = useAsk('clock');
  const missing = trusted
    ? 'The clocks agree: there is nothing to confirm'
    : typed !== WORD
      ? `Type ${WORD}`
      : reasonMissing(reason);
  return (
    <Dialog
      title="Confirm the PC’s clock"
      onClose={act.closeDialog}
      refusal={refusal}
      acts={
        <Confirm
          needs="clock.confirm"
          asked={asked}
          testId="clock-confirm"
          missing={missing}
          onConfirm={() => finish(act.confirmClock(digest, reason.trim()))}
        >
          The PC is right
        </Confirm>
      }
    >
      <dl className="kv">
        {why !== null && <dt>In doubt because</dt>}
        {why !== null && <dd className="wrap">{why}</dd>}
        <dt>The PC says</dt>
        <dd>{now === null ? NOTHING : utcText(now + (offsetMs ?? 0))}</dd>
        <dt>The cockpit goes by</dt>
        <dd>
          {now === null ? NOTHING : utcText(now)}
          {offsetMs !== null && Math.abs(offsetMs) >= APART_MS && `, ${durationText(Math.abs(offsetMs))} apart`}
        </dd>
      </dl>
      <p>
        Confirm only if a clock that you trust shows the PC’s time. The firm’s day, its floors and every age are measured by it
        from then on, and entries are taken again.
      </p>
      <Field label={`Type ${WORD}`}>
        <TextInput value={typed} onChange={setTyped} placeholder={WORD} />
      </Field>
      <Field label="How you know (journaled)">
        <TextInput value={reason} onChange={setReason} />
      </Field>
    </Dialog>
  );
}
