import { Button, Empty, Panel } from '../../controls/index.ts';
import { countedText, countText } from '../../format/index.ts';
import { shownAlarms, activeAlarms, useAct, useEngine, useNow, useUi } from '../../store/index.ts';
import { AlarmCard } from '../alarms/index.ts';
import { ApprovalList, OverrideOffers } from '../approvals/index.ts';
import { HaltedCard } from '../halt/index.ts';
import { isBegun } from '../reading/index.ts';
import { DriftCard } from './drift-card.tsx';
import { useFirstSteps, type FirstStep } from '../help/index.ts';
import { Beginning } from './beginning.tsx';
import './needs-you.css';

const counted = (count: number, word: string): string | null => (count === 0 ? null : countedText(count, word));

/** Everything that waits for a decision, most urgent first. */
export function NeedsYou() {
  const halted = useEngine(({ cockpit }) => cockpit.trading.state === 'halted');
  const pending = useEngine(({ cockpit }) => cockpit.pending.size);
  const drift = useEngine(({ cockpit }) => cockpit.drift);
  const signals = useEngine(({ cockpit }) => cockpit.signals.size);
  const alarms = useEngine(({ cockpit }) => cockpit.alarms);
  const known = useEngine(isBegun);
  const urgent = activeAlarms(shownAlarms(alarms, useNow(5_000))).filter(
    ({ alarm, acknowledged }) => acknowledged === null && alarm.level !== 'advisory',
  );
  const first = urgent[0];
  const quiet = !halted && drift === null && pending === 0 && first === undefined;
  const steps = useFirstSteps();
  const isHidden = useUi(({ firstSteps }) => firstSteps.isHidden);
  const open = isHidden || steps.every(({ isDone }) => isDone) ? [] : steps;
  // Once signals come in, what waits for a decision has the room; the steps stay under Help.
  const begins = quiet && known && signals === 0;
  const note = [counted(pending, 'approval'), counted(urgent.length, 'alarm'), drift === null ? null : 'drift']
    .filter((part) => part !== null)
    .join(' · ');
  return (
    <Panel
      title={halted ? 'Halted' : begins && open.length > 0 ? 'First steps' : 'Needs you'}
      note={note !== '' ? note : begins && open.length > 0 ? doneText(open) : undefined}
      end={begins && open.length > 0 ? <Hide /> : pending > 1 ? <span className="roomy">oldest first</span> : undefined}
      className="needs"
    >
      {halted && <HaltedCard />}
      {first !== undefined && <AlarmCard life={first} />}
      {drift !== null && <DriftCard drift={drift} />}
      {pending > 0 && <ApprovalList />}
      {!halted && first === undefined && <OverrideOffers most={1} />}
      {begins && <Beginning steps={open} />}
      {quiet && known && signals > 0 && (
        <Empty>
          Nothing waits for you. <b>A card appears here when a signal needs your decision or an alarm needs an act.</b>
        </Empty>
      )}
      {quiet && !known && <Empty>Not known yet.</Empty>}
    </Panel>
  );
}

const doneText = (steps: readonly FirstStep[]): string =>
  `${countText(steps.filter(({ isDone }) => isDone).length)} of ${countText(steps.length)} done`;

/** Off the deck; they stay under Help. */
function Hide() {
  const act = useAct();
  return (
    <Button size="small" look="quiet" about="the first steps" onClick={() => act.noteFirstSteps({ isHidden: true })}>
      Hide, keep under Help
    </Button>
  );
}
