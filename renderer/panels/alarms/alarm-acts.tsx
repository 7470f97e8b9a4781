import { CLOCK_DOUBTS } from '#shared/domain';
import type { AlarmLife } from '#shared/projection';
import { Button, Clock } from '../../controls/index.ts';
import { useAct, useAsk, useCockpit, useEngine, useLastRefusal, useNow } from '../../store/index.ts';
import { inThePast } from '../reading/index.ts';
import { OtherSide } from './other-side.tsx';
import { useOwnAct } from './own-act.ts';

/** What can be done about an alarm: what ends its cause first, then what silences it. */
export function AlarmActs({ life: { alarm, acknowledged, state, shelvedUntil } }: { readonly life: AlarmLife }) {
  const act = useAct();
  const { machine } = useCockpit().past;
  const acknowledge = useAsk(`acknowledge:${alarm.id}`);
  const canBeRight = useEngine(({ cockpit }) => cockpit.clock.doubt === null || !CLOCK_DOUBTS[cockpit.clock.doubt].isCertain);
  const shelved = shelvedUntil !== null && shelvedUntil > useNow(1_000);
  const own = useOwnAct(alarm, state === 'active');
  const title = state === 'returned' ? inThePast(alarm.title) : alarm.title;
  const refusal = useLastRefusal(`acknowledge:${alarm.id}`, `shelve:${alarm.id}`);
  return (
    <div className="row">
      {own !== null && (
        <Button {...(own.needs === undefined ? {} : { needs: own.needs })} look="primary" about={title} onClick={own.run}>
          {own.label}
        </Button>
      )}
      {acknowledged === null && (
        <Button
          needs="alarm.acknowledge"
          look={own === null ? 'primary' : 'plain'}
          about={title}
          unavailable={acknowledge.asked ? 'Asked; waiting for the engine' : null}
          onClick={() => void act.acknowledge(alarm.id)}
        >
          {acknowledge.asked ? 'Asked…' : 'Acknowledge'}
        </Button>
      )}
      {alarm.level !== 'critical' && state === 'active' && !shelved && (
        <Button needs="alarm.shelve" about={alarm.title} onClick={() => act.openDialog({ kind: 'shelve', alarmId: alarm.id })}>
          Shelve…
        </Button>
      )}
      {alarm.kind === 'clock_unconfirmed' && state === 'active' && canBeRight && (
        <Button needs="clock.confirm" onClick={() => act.openDialog({ kind: 'confirm-clock' })}>
          Confirm the PC’s clock…
        </Button>
      )}
      <Button about={title} onClick={() => machine.open({ at: alarm.raisedAt })}>
        See it then
      </Button>
      {alarm.kind === 'half_turned' && state === 'active' && <OtherSide rows={alarm.rows ?? []} />}
      {state === 'active' && <Resting isCritical={alarm.level === 'critical'} until={shelved ? shelvedUntil : null} />}
      {refusal !== null && (
        <p className="refusal" role="status">
          {refusal}
        </p>
      )}
    </div>
  );
}

/** Whether it rests, and why it never can. */
function Resting({ isCritical, until }: { readonly isCritical: boolean; readonly until: number | null }) {
  if (isCritical) return <span className="dim">A critical alarm cannot be shelved.</span>;
  if (until === null) return null;
  return (
    <span className="dim">
      Shelved until <Clock at={until} />.
    </span>
  );
}
