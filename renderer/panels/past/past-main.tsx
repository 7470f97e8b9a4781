import { useMemo, type ReactNode } from 'react';
import { Empty, HeldRole, View } from '../../controls/index.ts';
import { CockpitProvider, useCockpit, usePast, useUi, type Cockpit } from '../../store/index.ts';
import { Comparison } from './comparison.tsx';
import { OF_NOW } from './of-now.ts';
import { PastBar } from './past-bar.tsx';
import { RerunDesk } from './rerun-desk.tsx';
import './past-main.css';

/**
 * The chosen view as it was. Only what is inside shows the past: strip, alarms, stop and footer around it stay of now, so that
 * looking back hides nothing that happens meanwhile.
 */
export function PastMain({ children }: { readonly children: ReactNode }) {
  const now = useCockpit();
  const then = useMemo(
    (): Cockpit => ({ ...now, engine: now.past.machine.engine, act: now.past.act, ticker: now.past.ticker }),
    [now],
  );
  const isThere = usePast(({ shown }) => shown !== null);
  const shows = usePast((state) => state.shows);
  const held = usePast((state) => state.held);
  const view = useUi((state) => state.view);
  return (
    <div className="past">
      <PastBar />
      <div className="past-view">
        {shows === 'settings' ? (
          <RerunDesk />
        ) : shows === 'differences' && held !== null ? (
          <Comparison held={held} />
        ) : OF_NOW.has(view) ? (
          children
        ) : isThere ? (
          <HeldRole value="past">
            <CockpitProvider cockpit={then}>{children}</CockpitProvider>
          </HeldRole>
        ) : (
          <View title="The past">
            <Empty>Reading the records up to there…</Empty>
          </View>
        )}
      </div>
    </div>
  );
}
