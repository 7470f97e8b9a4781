import { openMarketNote } from '#shared/projection';
import { Icon, type IconName } from '../../controls/index.ts';
import { countedText, msText, NOTHING, sentenceOf } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';

const MARKS: Readonly<Record<string, IconName>> = { waiting: 'dash', running: 'half', done: 'check', failed: 'cross' };

/** Before the first signal: how far the start has come, and what happens next. */
export function FirstSteps() {
  const steps = useEngine(({ live }) => live?.startup.steps);
  const source = useEngine(({ live }) => live?.terminal.source ?? null);
  const detector = useEngine(({ cockpit }) => cockpit.config.detector.enabled);
  const received = useEngine(({ cockpit }) => cockpit.intake.received);
  const practice = useEngine(({ cockpit }) => (cockpit.run === '' ? null : openMarketNote(cockpit)));
  if (steps === undefined) return <p className="empty">Waiting for the engine’s first figures.</p>;
  return (
    <div className="pad stack">
      <ol className="steps" aria-label="Start">
        {steps.map(({ name, state, ms }) => (
          <li key={name}>
            <Icon name={MARKS[state] ?? 'dash'} />
            <span className={state === 'running' ? 'strong' : undefined}>
              {sentenceOf(name)}
              <span className="unseen">, {state}</span>
            </span>
            <span className="dim">{ms === null ? NOTHING : msText(ms)}</span>
          </li>
        ))}
      </ol>
      <p className="mid">
        {received === 0 ? 'No signal has come in yet.' : `${countedText(received, 'signal')} came in, none was accepted.`}{' '}
        {detector
          ? `The detector is watching ${source ?? 'the market'} and raises one when a structure breaks`
          : 'Connect a sender'}
        ; a card then asks for your decision here.
      </p>
      <p>
        <a className="btn small" href="#connect">
          Connect TradingView or a program of yours
        </a>
      </p>
      {practice !== null && (
        <p className="mid" data-testid="practice-market">
          {practice}
        </p>
      )}
    </div>
  );
}
