import { LinkGauge, ModeGauge, TradingGauge } from './state-gauges.tsx';
import { AlarmsGauge, DayGauge, RoomGauge } from './limit-gauges.tsx';
import { NotLive } from './not-live.tsx';
import { OwnAlarms } from './own-alarms.tsx';
import { StopButton } from './stop-button.tsx';
import './strip.css';

/** What must be seen at a glance, and the stop: the same in every view. */
export function Strip() {
  return (
    <header className="strip">
      <div className="gauges">
        <ModeGauge />
        <TradingGauge />
        <LinkGauge />
        <RoomGauge which="day" />
        <RoomGauge which="total" />
        <AlarmsGauge />
        <DayGauge />
        <NotLive />
      </div>
      <div className="stop-slot">
        <StopButton />
      </div>
      <OwnAlarms />
    </header>
  );
}
