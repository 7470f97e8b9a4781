import type { DoorStep, DoorTest } from '#shared/ipc';
import { Clock, Icon, type IconName } from '../../controls/index.ts';
import { msText } from '../../format/index.ts';
import { CopyButton } from '../reading/index.ts';
import './test-steps.css';

const STATIONS: Readonly<Record<DoorStep['station'], string>> = {
  written: 'Written',
  reached: 'Reached',
  sender: 'Sender',
  secret: 'Secret',
  read: 'Read as',
  judged: 'Judged',
  filed: 'Put away',
};
const MARKS: Readonly<Record<DoorStep['state'], readonly [IconName, string]>> = {
  passed: ['check', 'passed'],
  failed: ['cross', 'failed'],
  skipped: ['dash', 'not asked'],
};

/** What a test came to: the sentence first, then each station with what happened there and what to do about it. */
export function TestSteps({ test }: { readonly test: DoorTest }) {
  return (
    <div className="stack" data-testid="door-test">
      <p className="strong" role="status">
        {headline(test)}
      </p>
      <p className="dim wrap">
        Sent <Clock at={test.at} /> to <span className="code">{test.address}</span>
      </p>
      <Stations steps={test.steps} />
    </div>
  );
}

/** Each station with what happened there and what to do about it. */
export function Stations({ steps }: { readonly steps: readonly DoorStep[] }) {
  return (
    <ol className="stations" aria-label="Stations of the test">
      {steps.map((step) => (
        <Station key={step.station} step={step} />
      ))}
    </ol>
  );
}

function Station({ step: { station, state, text, mend, line, ms } }: { readonly step: DoorStep }) {
  const [icon, word] = MARKS[state];
  return (
    <li>
      <Icon name={icon} />
      <span className="mid">
        {STATIONS[station]}
        <span className="unseen">, {word}</span>
      </span>
      <span className={state === 'failed' ? 'wrap strong' : 'wrap'}>{text}</span>
      <span className="dim num">{ms === null ? '' : msText(ms)}</span>
      {mend !== null && <p className="station-mend wrap">{mend}</p>}
      {line !== null && (
        <div className="station-mend row">
          <code className="wrap">{line}</code>
          <CopyButton text={line} about="the line of the configuration" />
        </div>
      )}
    </li>
  );
}

function headline({ connected, steps }: DoorTest): string {
  const judged = steps.find(({ station }) => station === 'judged');
  if (connected) {
    const isPublic = steps.every(({ station, state }) => station !== 'sender' || state === 'passed');
    const reach = isPublic ? 'Connected' : 'The door works on this PC';
    return judged?.state === 'failed'
      ? `${reach}. A real one would arrive, and today’s rules would refuse it.`
      : `${reach}. A real one would arrive and pass.`;
  }
  const failed = steps.find(({ state }) => state === 'failed');
  return `Not connected yet: ${failed === undefined ? 'it did not arrive' : `look at “${STATIONS[failed.station]}”`}.`;
}
