import { Empty, Panel } from '../../controls/index.ts';
import { countedText } from '../../format/index.ts';
import { shownAlarms, activeAlarms, useEngine, useIsThen, useNow } from '../../store/index.ts';
import { AlarmCard } from '../alarms/index.ts';
import { ApprovalList, OverrideOffers } from '../approvals/index.ts';
import { HaltedCard } from '../halt/index.ts';
import { isBegun } from '../reading/index.ts';
import { DriftCard } from './drift-card.tsx';
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
  const isThen = useIsThen();
  const quiet = !halted && drift === null && pending === 0 && first === undefined;
  // Once signals come in, what waits for a decision has the room.
  if (quiet && known && signals === 0 && !isThen) return <Beginning />;
  const note = [counted(pending, 'approval'), counted(urgent.length, 'alarm'), drift === null ? null : 'drift']
    .filter((part) => part !== null)
    .join(' · ');
  return (
    <Panel
      title={halted ? 'Halted' : 'Needs you'}
      note={note === '' ? undefined : note}
      end={pending > 1 ? <span className="roomy">oldest first</span> : undefined}
      className="needs"
    >
      {halted && <HaltedCard />}
      {first !== undefined && <AlarmCard life={first} />}
      {drift !== null && <DriftCard drift={drift} />}
      {pending > 0 && <ApprovalList />}
      {!halted && first === undefined && <OverrideOffers most={1} />}
      {quiet && (
        <Empty>
          {known ? (
            <>
              Nothing waits for you. <b>A card appears here when a signal needs your decision or an alarm needs an act.</b>
            </>
          ) : (
            'Not known yet.'
          )}
        </Empty>
      )}
    </Panel>
  );
}
