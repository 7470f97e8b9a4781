import { Empty, Panel } from '../../controls/index.ts';
import { countText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { tradedCount } from '../reading/index.ts';
import { SHORT_COLUMNS, SHORT_TRACKS } from './signal-columns.tsx';
import { SignalGrid } from './signal-grid.tsx';

/** The deck's list of signals. */
export function SignalsPanel() {
  const signals = useEngine(({ cockpit }) => cockpit.signals);
  const halted = useEngine(({ cockpit }) => cockpit.trading.state === 'halted');
  const known = useEngine(({ cockpit }) => cockpit.run !== '');
  const note =
    signals.size === 0
      ? undefined
      : `${countText(signals.size)} in this journal · ${countText(tradedCount(signals.values()))} traded`;
  return (
    <Panel
      title="Signals"
      className="sized"
      note={note}
      end={<span className="roomy">{halted ? 'every entry is refused' : 'newest first'}</span>}
    >
      {signals.size === 0 ? (
        <Empty>
          {known ? 'No signal yet.' : 'Not known yet.'} <b>Each one appears here with what was decided about it, and why.</b>
        </Empty>
      ) : (
        <SignalGrid columns={SHORT_COLUMNS} tracks={SHORT_TRACKS} />
      )}
    </Panel>
  );
}
