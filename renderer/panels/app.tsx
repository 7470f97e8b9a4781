import { Fragment, type ReactNode } from 'react';
import { HeldRole } from '../controls/index.ts';
import { isPast, useEngine, usePast, useUi, type View } from '../store/index.ts';
import { AlarmsView } from './alarms/index.ts';
import { ApprovalsView } from './approvals/index.ts';
import { ConnectView } from './connect/index.ts';
import { ControlView } from './control/index.ts';
import { Deck } from './deck/index.ts';
import { OpenDialog } from './dialogs/index.ts';
import { AlarmSlots, Footer, Rail, SpokenRegions, Standing, Strip } from './frame/index.ts';
import { HelpView } from './help/index.ts';
import { JournalView } from './journal/index.ts';
import { useWindowKeys } from './palette/index.ts';
import { PastMain } from './past/index.ts';
import { PositionsView } from './positions/index.ts';
import { isBegun } from './reading/index.ts';
import { ReplayView } from './replay/index.ts';
import { ResultsView } from './results/index.ts';
import { RiskView } from './risk/index.ts';
import { SettingsView } from './settings/index.ts';
import { SignalsView } from './signals/index.ts';
import { ViewGuard } from './view-guard.tsx';
import './app.css';

const SCREENS: Readonly<Record<View, () => ReactNode>> = {
  deck: Deck,
  signals: SignalsView,
  approvals: ApprovalsView,
  positions: PositionsView,
  risk: RiskView,
  control: ControlView,
  results: ResultsView,
  alarms: AlarmsView,
  journal: JournalView,
  replay: ReplayView,
  connect: ConnectView,
  help: HelpView,
  settings: SettingsView,
};

/** The window: the frame, the chosen view in it, and at most one question over it. */
export function App() {
  const view = useUi((state) => state.view);
  const covered = useUi(({ dialog }) => dialog !== null);
  const veiled = useEngine(({ link }) => isPast(link) || link === 'gap');
  /** Before the first word of the engine a view would show defaults of ours as rules and limits in force. */
  const heard = useEngine((view) => isBegun(view) || view.live !== null);
  const isLookingBack = usePast(({ isOpen }) => isOpen);
  const role = useEngine((state) => state.role);
  useWindowKeys();
  const Screen = SCREENS[view];
  const In = isLookingBack ? PastMain : Fragment;
  const guarded = (
    <ViewGuard key={view} name={view}>
      <Screen />
    </ViewGuard>
  );
  return (
    <HeldRole value={role}>
      <div className={veiled ? 'frame is-veiled' : 'frame'}>
        <a className="skip" href="#main" onClick={skipToMain}>
          Skip to content
        </a>
        <Strip />
        <Rail />
        <AlarmSlots />
        <main className="main" id="main" tabIndex={-1} inert={covered}>
          {heard && <In>{guarded}</In>}
          <Standing />
        </main>
        <Footer />
        <OpenDialog />
        <SpokenRegions />
      </div>
    </HeldRole>
  );
}

/** Moves the focus without touching the address, which names the view. */
function skipToMain(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
