import { rulebookIn } from '#shared/rulebooks';
import { View } from '../../controls/index.ts';
import { useEngine } from '../../store/index.ts';
import { BlocksPanel } from './blocks-panel.tsx';
import { ExposurePanel } from './exposure-panel.tsx';
import { FloorsPanel } from './floors-panel.tsx';
import { LimitsPanel } from './limits-panel.tsx';
import { NewsPanel } from './news-panel.tsx';
import { PhasePanel } from './phase-panel.tsx';
import { RoomPanel } from './room-panel.tsx';
import { StopsPanel } from './stops-panel.tsx';
import { StrategiesPanel } from './strategies-panel.tsx';
import { WhatIfPanel } from './what-if-panel.tsx';
import './risk-view.css';

export function RiskView() {
  const config = useEngine(({ cockpit }) => cockpit.config);
  return (
    <View title="Risk" summary={`${rulebookIn(config.rulebook).title}, counted from the firm’s own midnight`}>
      <div className="columns">
        <div className="whole">
          <BlocksPanel />
        </div>
        <div className="whole floors-and-phase">
          <FloorsPanel />
          <PhasePanel />
        </div>
        <div className="whole">
          <RoomPanel />
        </div>
        <div className="whole">
          <ExposurePanel />
        </div>
        <div className="whole">
          <StrategiesPanel />
        </div>
        <WhatIfPanel />
        <NewsPanel />
        <StopsPanel />
        <LimitsPanel />
      </div>
    </View>
  );
}
