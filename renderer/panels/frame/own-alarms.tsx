import { useEffect } from 'react';
import { AlarmMark } from '../../controls/index.ts';
import { isStopOpen, useCockpit, useEngine, useNow, useUi } from '../../store/index.ts';
import './own-alarms.css';

/** Longer than this without an answer to the stop is itself critical. */
const ANSWER_MS = 1_000;
const STOP_ADVICE =
  'Press again, use the tray icon or Ctrl+Shift+F12, or switch off Algo Trading in MT5. Stop losses stay at the terminal.';

/** What only this window can tell: the stop was not confirmed, or the engine cannot even write its alarms down. */
export function OwnAlarms() {
  const fault = useEngine(({ live }) => live?.fault ?? null);
  const silence = useStopSilence();
  if (fault === null && silence === null) return null;
  return (
    <div className="own-alarms">
      {silence !== null && <OwnAlarm title={silence} advice={STOP_ADVICE} testId="stop-silence" />}
      {fault !== null && (
        <OwnAlarm
          title={fault}
          advice="The engine cannot record this in its journal. New entries are refused; closing stays possible."
          testId="engine-fault"
        />
      )}
    </div>
  );
}

function useStopSilence(): string | null {
  const ask = useUi(({ asks }) => asks['halt']);
  const halted = useEngine(({ cockpit }) => cockpit.trading.state === 'halted');
  const open = useEngine(({ cockpit }) => !halted && isStopOpen(ask, cockpit));
  const since = useEngine(({ cockpit }) => cockpit.trading.since);
  const offset = useEngine(({ clockOffsetMs }) => clockOffsetMs);
  const waited = useNow(250) - offset - (ask?.at ?? 0);
  if (ask?.state === 'refused' && !halted && since < ask.at + offset)
    return `The stop was not taken: ${ask.detail ?? 'no reason given'}`;
  return open && waited > ANSWER_MS ? 'The engine has not confirmed the stop' : null;
}

function OwnAlarm({ title, advice, testId }: { readonly title: string; readonly advice: string; readonly testId: string }) {
  const { announcer } = useCockpit();
  useEffect(() => announcer.say('alert', [title, advice]), [announcer, title, advice]);
  return (
    <div className="own-alarm" data-testid={testId}>
      <AlarmMark level="critical" />
      <b className="strong">{title}</b>
      <span />
      <span>{advice}</span>
    </div>
  );
}
