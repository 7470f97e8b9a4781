import type { ReplayJob } from '#shared/ipc';
import { Button, Panel } from '../../controls/index.ts';
import { countText, leftText, msText, ratioText } from '../../format/index.ts';
import { inFields } from './options-in-words.ts';

const ENDS = { done: 'Done', cancelled: 'Ended before its end; nothing of it is kept', failed: 'It could not go on' } as const;

/** What is under way, or how the last one ended. The cockpit goes on trading beside it. */
export function JobPanel({ job, onCancel }: { readonly job: ReplayJob; readonly onCancel: () => void }) {
  const { state, step, done, total, elapsedMs, leftMs, faults, name } = job;
  const isRunning = state === 'running';
  return (
    <Panel title={KINDS[job.kind]} note={name} testId="replay-job">
      <div className="pad stack">
        {isRunning && (
          <div className="row">
            <progress
              className="replay-progress"
              aria-label={step}
              max={Math.max(1, total)}
              {...(total === 0 ? {} : { value: done })}
            />
            <Button needs="replay.cancel" onClick={onCancel}>
              End it
            </Button>
          </div>
        )}
        <p className="dim" role="status">
          {isRunning
            ? `${step}${total === 0 ? '' : `: ${countText(done)} of ${countText(total)}, ${ratioText(done / total)}`}`
            : ENDS[state]}
          {isRunning ? (leftMs === null ? '' : `, ${leftText(leftMs)} left`) : ` after ${msText(elapsedMs)}`}
        </p>
        {faults.map((fault) => (
          <p key={fault} className="refusal wrap">
            {inFields(fault)}
          </p>
        ))}
      </div>
    </Panel>
  );
}

const KINDS = { replay: 'Replay', sweep: 'Sweep', inspect: 'Looking at a file' } as const;
