import { LinkGauge, ModeGauge, TradingGauge } from './state-gauges.tsx';
import { AlarmsGauge, DayGauge } from './limit-gauges.tsx';
import { DayRoomGauge, TotalRoomGauge } from './room-gauges.tsx';
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
        <DayRoomGauge />
        <TotalRoomGauge />
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
