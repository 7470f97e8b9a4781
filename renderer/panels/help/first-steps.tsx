import { Button, Icon, Panel } from '../../controls/index.ts';
import { countText } from '../../format/index.ts';
import { useAct, useEngine } from '../../store/index.ts';
import { HelpLink } from './help-link.tsx';
import { useFirstSteps, type FirstStep } from './use-first-steps.ts';
import './first-steps.css';

/** What is worth doing first: done, next, or still open; one primary act at a time. Brief: only the next one is explained. */
export function FirstSteps({ steps, isBrief = false }: { readonly steps: readonly FirstStep[]; readonly isBrief?: boolean }) {
  const next = steps.find(({ isDone, act }) => !isDone && act !== null);
  return (
    <ol className="first-steps" aria-label="First steps">
      {steps.map((step) => (
        <Step key={step.title} step={step} isNext={step === next} isBrief={isBrief && step !== next} />
      ))}
    </ol>
  );
}

type StepProps = { readonly step: FirstStep; readonly isNext: boolean; readonly isBrief: boolean };

function Step({ step: { title, text, isDone, act, page }, isNext, isBrief }: StepProps) {
  return (
    <li data-state={isDone ? 'done' : isNext ? 'next' : 'open'}>
      <Icon name={isDone ? 'check' : isNext ? 'down' : 'ring'} />
      <p>
        <b className={isDone ? 'mid' : 'strong'}>{title}</b>
        <span className="unseen">, {isDone ? 'done' : isNext ? 'next' : 'open'}</span>
        {!isBrief && <span className="mid">{text}</span>}
      </p>
      <HelpLink to={page} about={title}>
        Manual
      </HelpLink>
      {isDone || act === null ? (
        <span className="dim">{isDone ? 'done' : 'under way'}</span>
      ) : (
        <Button
          size="small"
          look={isNext ? 'primary' : 'plain'}
          unavailable={act.unavailable}
          about={`for: ${title}`}
          onClick={act.run}
        >
          {act.text}
        </Button>
      )}
    </li>
  );
}

/** How far one has come: 2 of 6 done. */
export const doneText = (steps: readonly FirstStep[]): string =>
  `${countText(steps.filter(({ isDone }) => isDone).length)} of ${countText(steps.length)} done`;

/** The list under Help, where it stays after it was hidden on the deck. */
export function FirstStepsPanel() {
  const steps = useFirstSteps();
  const act = useAct();
  const signals = useEngine(({ cockpit }) => cockpit.signals.size);
  return (
    <Panel
      title="First steps"
      note={doneText(steps)}
      end={
        <Button
          size="small"
          look="quiet"
          unavailable={signals > 0 ? 'The deck shows them until the first signal comes in' : null}
          onClick={() => {
            act.noteFirstSteps({ isHidden: false });
            act.go('deck');
          }}
        >
          Show on the deck
        </Button>
      }
    >
      <FirstSteps steps={steps} />
    </Panel>
  );
}
