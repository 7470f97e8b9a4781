import { useEffect } from 'react';
import { terminalOf, type TerminalKind } from '#shared/domain';
import { AlarmMark } from '../../controls/index.ts';
import { isStopOpen, useCockpit, useEngine, useNow, useUi } from '../../store/index.ts';
import './own-alarms.css';

/** Longer than this without an answer to the stop is itself critical. */
const ANSWER_MS = 1_000;
const adviceOf = (terminal: TerminalKind): string =>
  `Press again, or use the tray icon or Ctrl+Shift+F12. ${
    terminalOf(terminal).connects === 'in_process'
      ? 'If that does not help, end the cockpit: the paper account trades only while it runs.'
      : `If that does not help, switch off Algo Trading in ${terminalOf(terminal).title}. Stop losses stay at the broker.`
  }`;

/** What only this window can tell: the stop was not confirmed, or the engine cannot even write its alarms down. */
export function OwnAlarms() {
  const fault = useEngine(({ live }) => live?.fault ?? null);
  const silence = useStopSilence();
  const terminal = useEngine(({ cockpit }) => cockpit.terminal);
  if (fault === null && silence === null) return null;
  return (
    <div className="own-alarms">
      {silence !== null && <OwnAlarm title={silence} advice={adviceOf(terminal)} testId="stop-silence" />}
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
