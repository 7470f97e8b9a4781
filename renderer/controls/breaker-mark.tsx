import type { Breaker } from '#shared/domain';
import './breaker-mark.css';

export const BREAKER_WORDS: Readonly<Record<Breaker['state'], string>> = {
  CLOSED: 'closed',
  OPEN: 'open',
  HALF_OPEN: 'half-open',
  ISOLATED: 'isolated',
};
const ARMS: Readonly<Record<Breaker['state'], React.ReactNode>> = {
  CLOSED: <path d="M7 5h8" />,
  HALF_OPEN: <path d="M7 4.6L15 2.4" strokeDasharray="2 2.4" />,
  OPEN: <path d="M7 4.4L14.5 .8" />,
  ISOLATED: <path d="M9.5 2.5l3 5M12.5 2.5l-3 5" />,
};

/** A breaker drawn as the switch it is. */
export function BreakerMark({ state, of }: { readonly state: Breaker['state']; readonly of: string }) {
  return (
    <svg className="switch" data-state={state} viewBox="0 0 22 10" role="img" aria-label={`${of} ${BREAKER_WORDS[state]}`}>
      <path d="M0 5h4.2M17.8 5H22" />
      <circle cx={5.6} cy={5} r={1.5} />
      <circle cx={16.4} cy={5} r={1.5} />
      {ARMS[state]}
    </svg>
  );
}
