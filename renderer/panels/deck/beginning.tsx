import { openMarketNote } from '#shared/projection';
import { countedText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { FirstSteps, type FirstStep } from '../help/index.ts';

/** Before anything waits: the first steps, and what is going to happen by itself. */
export function Beginning({ steps }: { readonly steps: readonly FirstStep[] }) {
  const source = useEngine(({ live }) => live?.terminal.source ?? null);
  const detector = useEngine(({ cockpit }) => cockpit.config.detector.enabled);
  const received = useEngine(({ cockpit }) => cockpit.intake.received);
  const signals = useEngine(({ cockpit }) => cockpit.signals.size);
  const practice = useEngine(({ cockpit }) => (cockpit.run === '' ? null : openMarketNote(cockpit)));
  return (
    <>
      {steps.length > 0 && <FirstSteps steps={steps} isBrief />}
      {signals === 0 && (
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
      )}
    </>
  );
}
