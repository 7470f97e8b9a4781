import { Tag, BREAKER_WORDS, BreakerMark, Button, Countdown, Ring } from '../../controls/index.ts';
import { countText, countedText } from '../../format/index.ts';
import { useAct, useAsk } from '../../store/index.ts';
import type { BreakerRow } from '../reading/index.ts';
import { AGENT_NAMES } from './agent-names.ts';
import './breaker-card.css';

/** A breaker stays open this long, and closes after this many successes. */
const OPEN_MS = 30_000;
const SUCCESSES = 3;

/** A breaker that is not closed: why it matters, when it will try again, what can be done. */
export function BreakerCard({ row: { agent, effect, breaker } }: { readonly row: BreakerRow }) {
  const act = useAct();
  const { asked, refusal } = useAsk(`breaker:${agent}/${effect}`);
  const unavailable = asked ? 'Asked; waiting for the engine' : null;
  const name = `${AGENT_NAMES[agent]}, ${effect}`;
  return (
    <article className="breaker-card" aria-label={`Breaker ${name}`}>
      {breaker.state === 'OPEN' && breaker.reopensAt !== null ? (
        <Countdown until={breaker.reopensAt} whole={OPEN_MS} />
      ) : (
        <Successes row={{ agent, effect, breaker }} />
      )}
      <div className="stack">
        <h3>
          <BreakerMark state={breaker.state} of={name} /> {name} <Tag strong>{BREAKER_WORDS[breaker.state].toUpperCase()}</Tag>
        </h3>
        <p className="mid">{wordsOf(breaker)}</p>
        <div className="row">
          {breaker.state !== 'ISOLATED' && (
            <Button
              needs="breaker.isolate"
              size="small"
              about={name}
              unavailable={unavailable}
              onClick={() => act.openDialog({ kind: 'isolate', agent, effect })}
            >
              Isolate…
            </Button>
          )}
          <Button
            needs="breaker.reset"
            size="small"
            about={name}
            unavailable={unavailable}
            onClick={() => act.openDialog({ kind: 'reset', agent, effect })}
          >
            Reset…
          </Button>
          {refusal !== null && (
            <span className="refusal" role="status">
              {refusal}
            </span>
          )}
        </div>
      </div>
    </article>
  );
}

function Successes({ row: { breaker } }: { readonly row: BreakerRow }) {
  if (breaker.state !== 'HALF_OPEN') return <Ring share={0} text="–" label="No time is set" />;
  return (
    <Ring
      share={breaker.successes / SUCCESSES}
      text={`${countText(breaker.successes)} / ${countText(SUCCESSES)}`}
      label={`${countText(breaker.successes)} of ${countText(SUCCESSES)} successes`}
    />
  );
}

function wordsOf(breaker: BreakerRow['breaker']): string {
  switch (breaker.state) {
    case 'OPEN':
      return `${countedText(breaker.failures, 'failure')}. Calls are refused; at 0 s one probe is let through.`;
    case 'HALF_OPEN':
      return breaker.probing
        ? 'One probe is out; every other call is refused.'
        : 'Waiting for a probe; every other call is refused.';
    case 'ISOLATED':
      return 'Taken out by hand. It stays so until it is reset.';
    case 'CLOSED':
      return 'Calls go through.';
  }
}
