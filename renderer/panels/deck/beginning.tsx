import { openMarketNote } from '#shared/projection';
import { Button, Panel } from '../../controls/index.ts';
import { countedText } from '../../format/index.ts';
import { useAct, useEngine, useUi } from '../../store/index.ts';
import { doneText, FirstSteps, useFirstSteps } from '../help/index.ts';

/** Before the first signal: the first steps, and what is going to happen by itself. */
export function Beginning() {
  const source = useEngine(({ live }) => live?.terminal.source ?? null);
  const detector = useEngine(({ cockpit }) => cockpit.config.detector.enabled);
  const received = useEngine(({ cockpit }) => cockpit.intake.received);
  const practice = useEngine(({ cockpit }) => (cockpit.run === '' ? null : openMarketNote(cockpit)));
  const steps = useFirstSteps();
  const isHidden = useUi(({ firstSteps }) => firstSteps.isHidden);
  const isShown = !isHidden && steps.some(({ isDone }) => !isDone);
  return (
    <Panel
      title={isShown ? 'First steps' : 'Needs you'}
      note={isShown ? doneText(steps) : undefined}
      end={isShown ? <Hide /> : undefined}
      className="needs"
    >
      {isShown && <FirstSteps steps={steps} isBrief />}
      <div className="pad stack">
        <p className="mid">
          {received === 0 ? 'No signal has come in yet.' : `${countedText(received, 'signal')} came in, none was accepted.`}{' '}
          {detector
            ? `The detector is watching ${source ?? 'the market'} and raises one when a structure breaks`
            : 'Connect a sender'}
          ; a card then asks for your decision here.
        </p>
        {practice !== null && (
          <p className="mid" data-testid="practice-market">
            {practice}
          </p>
        )}
      </div>
    </Panel>
  );
}

/** Off the deck; they stay under Help. */
function Hide() {
  const act = useAct();
  return (
    <Button size="small" look="quiet" about="the first steps" onClick={() => act.noteFirstSteps({ isHidden: true })}>
      Hide, keep under Help
    </Button>
  );
}
