import { useEffect } from 'react';
import { AlarmMark } from '../../controls/index.ts';
import { useCockpit, useEngine, useNow, useUi } from '../../store/index.ts';

/** Longer than this without an answer to the stop is itself critical. */
const ANSWER_MS = 1_000;
const ADVICE = 'Press again, use the tray icon or Ctrl+Shift+F12, or switch off Algo Trading in MT5. Stop losses stay at the terminal.';

/** This window's own alarm: the stop was asked for and the engine has not confirmed it. */
export function StopSilence() {
  const { announcer } = useCockpit();
  const ask = useUi(({ asks }) => asks['halt']);
  const halted = useEngine(({ cockpit }) => cockpit.trading.state === 'halted');
  const offset = useEngine(({ clockOffsetMs }) => clockOffsetMs);
  const waited = useNow(250) - offset - (ask?.at ?? 0);
  const silent = ask !== undefined && !halted && (ask.state === 'refused' || waited > ANSWER_MS);
  const title = ask?.state === 'refused' ? `The stop was not taken: ${ask.detail ?? 'no reason given'}` : 'The engine has not confirmed the stop';
  useEffect(() => {
    if (silent) announcer.say('alert', [title, ADVICE]);
  }, [announcer, silent, title]);
  if (!silent) return null;
  return (
    <div className="silence" data-testid="stop-silence">
      <AlarmMark level="critical" />
      <b className="strong">{title}</b>
      <span />
      <span>{ADVICE}</span>
    </div>
  );
}
