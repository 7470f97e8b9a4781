import { ControlSummary } from '../control/index.ts';
import { PositionsPanel } from '../positions/index.ts';
import { SignalsPanel } from '../signals/index.ts';
import { EquityPanel } from './equity-panel.tsx';
import { Flow } from './flow.tsx';
import { NeedsYou } from './needs-you.tsx';
import './deck.css';

export function Deck() {
  return (
    <>
      <h1 className="unseen">Deck</h1>
      <div className="deck">
        <Flow />
        <div className="deck-left">
          <NeedsYou />
          <SignalsPanel />
        </div>
        <div className="deck-right">
          <EquityPanel />
          <PositionsPanel />
          <ControlSummary />
        </div>
      </div>
    </>
  );
}
