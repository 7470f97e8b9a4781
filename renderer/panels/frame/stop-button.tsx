import { useEffect } from 'react';
import { useLacking } from '../../controls/index.ts';
import { clockText, countText } from '../../format/index.ts';
import { isStopOpen, useAct, useEngine, useUi, type EngineView } from '../../store/index.ts';
import './stop-button.css';

type Label = { readonly word: string; readonly act: string };

/** What the next press will do. Only the engine's record turns it into STOPPED. */
function labelOf({ cockpit, live, link }: EngineView, asked: boolean, onlyLooks: boolean): Label {
  if (cockpit.trading.state === 'halted')
    return { word: 'STOPPED', act: `at ${clockText(cockpit.trading.since)}${onlyLooks ? '' : '\npress again to verify'}` };
  if (onlyLooks) return { word: 'STOP', act: 'not from here:\nthis window only looks' };
  if (asked) return { word: 'Stopping…', act: 'asked, not confirmed yet' };
  if (link === 'refused') return { word: 'STOP', act: 'this window is not let in' };
  if (link === 'closed' || link === 'connecting') return { word: 'STOP', act: 'no connection to the engine' };
  const working = live?.orders.filter(({ clientOrderId }) => clientOrderId !== null).length ?? 0;
  const terminalUp = live?.terminal.link === 'up' && link === 'live';
  const nothing = terminalUp ? 'nothing to cancel' : 'nothing known to cancel';
  const waiting = cockpit.pending.size === 0 ? nothing : `withdraw ${countText(cockpit.pending.size)} waiting`;
  if (working === 0) return { word: 'STOP', act: `no new orders,\n${waiting}` };
  return {
    word: 'STOP',
    act: terminalUp
      ? `no new orders,\ncancel ${countText(working)} working`
      : `no new orders, cancel ${countText(working)} when the link is back`,
  };
}

/**
 * Halts at once: one press, no question. Always in the same place, never covered, never disabled, except in a window whose token may
 * only look: that one says so, and where to stop instead.
 */
export function StopButton() {
  const act = useAct();
  const lacking = useLacking('trading.halt');
  const ask = useUi(({ asks }) => asks['halt']);
  const asked = useEngine(({ cockpit }) => isStopOpen(ask, cockpit));
  const text = useEngine((view) => Object.values(labelOf(view, asked, lacking !== null)).join('\n'));
  const [word = '', ...lines] = text.split('\n');
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey && event.shiftKey && event.key === 'F12' && lacking === null) void act.halt();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [act, lacking]);
  return (
    <button
      type="button"
      className="stop"
      data-testid="stop"
      aria-keyshortcuts="Control+Shift+F12"
      aria-disabled={lacking === null ? undefined : true}
      title={
        lacking === null ? undefined : `${lacking}. Stop in the cockpit’s own window, or open this one with a token that may.`
      }
      onClick={() => lacking === null && void act.halt()}
    >
      <b className={word === 'STOP' ? undefined : 'long'}>{word}</b>
      <span>
        {lines.map((line) => (
          <span key={line}>
            {line}
            <br />
          </span>
        ))}
      </span>
    </button>
  );
}
