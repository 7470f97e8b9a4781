import { useState } from 'react';
import type { SignalLife } from '#shared/projection';
import { ColumnsMenu, Panel, TextInput, useColumns, View } from '../../controls/index.ts';
import { countText, labelOf } from '../../format/index.ts';
import { useEngine, useUi } from '../../store/index.ts';
import { isBegun, None, wholeReason } from '../reading/index.ts';
import { LONG_COLUMNS, longTracks } from './signal-columns.tsx';
import { SignalDetail } from './signal-detail.tsx';
import { SIGNAL_LIST, SignalGrid } from './signal-grid.tsx';
import { TurnedAwayPanel } from './turned-away.tsx';
import './signals-view.css';

/** Every signal, or one of them at length. */
export function SignalsView() {
  const signalId = useUi((view) => view.signalId);
  const life = useEngine(({ cockpit }) => (signalId === null ? undefined : cockpit.signals.get(signalId)));
  return life === undefined ? <SignalList missing={signalId} /> : <SignalDetail life={life} />;
}

function SignalList({ missing }: { readonly missing: string | null }) {
  const [text, setText] = useState('');
  const [keep, setKeep] = useState<(life: SignalLife) => boolean>(() => () => true);
  const { shown, ...choice } = useColumns(SIGNAL_LIST, LONG_COLUMNS);
  const count = useEngine(({ cockpit }) => cockpit.signals.size);
  const intake = useEngine(({ cockpit }) => cockpit.intake);
  const search = (words: string): void => {
    setText(words);
    const wanted = words.trim().toLowerCase();
    setKeep(
      () => (life: SignalLife) =>
        `${life.signal.symbol} ${life.state} ${life.signalId} ${life.signal.source} ${wholeReason(life)}`
          .toLowerCase()
          .includes(wanted),
    );
  };
  const refused = Object.entries(intake.rejected)
    .map(([code, times]) => `${countText(times)} × ${labelOf(code)}`)
    .join(', ');
  const begun = useEngine(isBegun);
  const counts = `${countText(intake.received)} received, ${countText(intake.accepted)} accepted, ${countText(intake.duplicate)} sent twice${refused === '' ? '' : `; turned away: ${refused}`}`;
  return (
    <View
      title="Signals"
      fixed
      summary={begun ? counts : 'not known yet'}
      tools={<TextInput label="Filter signals" placeholder="Symbol, state, reason" value={text} onChange={search} />}
    >
      <div className="signal-lists">
        <Panel
          title="All signals"
          note={count === 0 ? undefined : `${countText(count)} kept`}
          end={
            <>
              {missing === null ? 'Enter opens one' : `${missing} is no longer kept`}
              {count > 0 && <ColumnsMenu choice={choice} of="All signals" />}
            </>
          }
        >
          {count === 0 ? (
            <None said="No signal was accepted yet.">
              <b>What was turned away at the door stands below, with its reason.</b>
            </None>
          ) : (
            <SignalGrid columns={shown} tracks={longTracks(shown)} keep={keep} selected={null} />
          )}
        </Panel>
        <TurnedAwayPanel />
      </div>
    </View>
  );
}
