import { Panel, useSortText, useWide } from '../../controls/index.ts';
import { countText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { None, tradedCount } from '../reading/index.ts';
import { NARROW_LIST, NARROW_PX, SHORT_LIST, WIDE_LIST, WIDE_PX } from './signal-columns.tsx';
import { SIGNAL_LIST, SignalGrid } from './signal-grid.tsx';

/** The deck's list of signals. */
export function SignalsPanel() {
  const signals = useEngine(({ cockpit }) => cockpit.signals);
  const halted = useEngine(({ cockpit }) => cockpit.trading.state === 'halted');
  const [isWide, isNarrow] = [useWide(WIDE_PX), !useWide(NARROW_PX)];
  const list = isWide ? WIDE_LIST : isNarrow ? NARROW_LIST : SHORT_LIST;
  const order = useSortText(SIGNAL_LIST, 'newest first', list.columns);
  const note =
    signals.size === 0
      ? undefined
      : `${countText(signals.size)} in this journal · ${countText(tradedCount(signals.values()))} traded`;
  return (
    <Panel
      title="Signals"
      className="sized"
      note={note}
      end={<span className="roomy">{halted ? 'every entry is refused' : order}</span>}
    >
      {signals.size === 0 ? (
        <None said="No signal was accepted yet.">
          <b>Each one appears here with what was decided about it, and why.</b>
        </None>
      ) : (
        <SignalGrid {...list} />
      )}
    </Panel>
  );
}
