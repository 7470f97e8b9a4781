import { utcClock } from '#shared/lib';
import type { ReadonlyCockpit } from '#shared/projection';
import type { ActiveAlarm } from './active-alarm.ts';

/** What about the PC itself needs a hand: a battery that will be empty, a stop key that is not ours, a window that does not answer. */
export function machineAlarms({ machine, trading, positions, openOrders }: ReadonlyCockpit): readonly ActiveAlarm[] {
  const { batterySince, stopKeyFault, windowHungSince } = machine;
  const isIdle = trading.state === 'halted' && positions.size === 0 && openOrders.size === 0;
  const out: ActiveAlarm[] = [];
  if (batterySince !== null && !isIdle)
    out.push({
      kind: 'on_battery',
      level: 'high',
      title: 'The PC runs on its battery',
      deadlineAt: null,
      cause: `Since ${utcClock(batterySince)} UTC.`,
      consequence: 'When it is empty nobody watches the limits: positions are held only by their stops at the broker.',
      action: 'Plug the PC in. If you cannot, close what is open and halt.',
    });
  if (stopKeyFault !== null)
    out.push({
      kind: 'stop_key_taken',
      level: 'high',
      title: 'The stop key does not work',
      deadlineAt: null,
      cause: `Ctrl+Shift+F12 is not ours: ${stopKeyFault}.`,
      consequence: 'Pressing it stops nothing. STOP in the window and in the tray works.',
      action: 'Close the program that holds the key, or take the key from it: the cockpit tries again every minute.',
    });
  if (windowHungSince !== null)
    out.push({
      kind: 'window_hung',
      level: 'high',
      title: 'The window does not answer',
      deadlineAt: null,
      cause: `Since ${utcClock(windowHungSince)} UTC.`,
      consequence: 'Trading goes on under its limits, but what the window shows is old.',
      action: 'Stop from the tray or with Ctrl+Shift+F12 if in doubt. It is loaded again when it stays like this.',
    });
  return out;
}
