import { RUN_MODES } from '#shared/domain';
import type { Drill } from '#shared/events';
import { Button, Clock, Icon } from '../../controls/index.ts';
import { countedText, msText } from '../../format/index.ts';
import { useAct, useAsk, useEngine } from '../../store/index.ts';

/** Rehearses the stop on a copy of the account, and shows what the last rehearsal took. Only where there is a copy to be had: on paper. */
export function DrillBlock() {
  const act = useAct();
  const mode = useEngine(({ cockpit }) => cockpit.mode);
  const isHalted = useEngine(({ cockpit }) => cockpit.trading.state === 'halted');
  const drills = useEngine(({ cockpit }) => cockpit.drills);
  const { asked, refusal } = useAsk('drill');
  if (!RUN_MODES[mode].canRehearse) return null;
  const last = drills.at(-1);
  const unavailable = asked ? 'The drill is under way' : isHalted ? 'Trading is halted: nothing to rehearse' : null;
  return (
    <section className="pad stack" aria-label="Stop drill">
      <div className="row">
        <Button needs="stop.drill" testId="drill" unavailable={unavailable} onClick={() => void act.drill()}>
          {asked ? 'Rehearsing…' : 'Rehearse the stop'}
        </Button>
        <span className="mid wrap">A drill closes everything on a copy of the account. Nothing of yours is touched.</span>
      </div>
      {refusal !== null && <p role="alert">{refusal}</p>}
      {last !== undefined && <LastDrill drill={last} />}
    </section>
  );
}

function LastDrill({ drill }: { readonly drill: Drill }) {
  const { beganAt, result, text, positions, orders, withdrawn, durableMs, latchMs, flatMs, steps } = drill;
  const what = [
    countedText(positions, 'position'),
    countedText(orders, 'working order'),
    countedText(withdrawn, 'approval'),
  ].join(', ');
  const took = flatMs === null ? 'not flat' : `flat after ${msText(flatMs)}`;
  return (
    <div data-testid="last-drill">
      <p>
        <b>
          DRILL at <Clock at={beganAt} />: {took}
        </b>
        , {what}. A rehearsal: nothing of yours was stopped or closed. Latched in {msText(latchMs)}, durable on this disk in{' '}
        {msText(durableMs)}.{result === 'flat' ? '' : ` ${text}.`}
      </p>
      <ol className="steps" aria-label="Steps of the drill">
        {steps.map(({ step, ms, text: said }, index) => (
          <li key={[step, index].join('-')}>
            <Icon name="check" />
            <span className="wrap">{said}</span>
            <span className="dim">{msText(ms)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
