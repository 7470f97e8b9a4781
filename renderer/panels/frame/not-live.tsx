import { ageText, clockText, NOTHING } from '../../format/index.ts';
import { useEngine, useNow } from '../../store/index.ts';
import './not-live.css';

/** Across the strip as soon as the engine is silent: everything below is the past. */
export function NotLive() {
  const link = useEngine((view) => view.link);
  const lastBeatAt = useEngine((view) => view.lastBeatAt);
  const liveAt = useEngine(({ live }) => live?.at ?? null);
  const mode = useEngine(({ cockpit }) => cockpit.mode);
  const trading = useEngine(({ cockpit }) => cockpit.trading.state);
  const offset = useEngine((view) => view.clockOffsetMs);
  const now = useNow(1_000) - offset;
  if (link !== 'stale' && link !== 'closed') return null;
  const known = lastBeatAt !== null;
  return (
    <div className="notlive" data-testid="not-live">
      <b>NOT LIVE</b>
      {known && (
        <span className="mode" data-mode={mode}>
          {mode.toUpperCase()}
        </span>
      )}
      <p>
        {known ? (
          <>
            Nothing heard from the engine for <strong>{ageText(now - lastBeatAt)}</strong>. Figures are from {clockText(liveAt)};
            trading was {trading}.
          </>
        ) : (
          <>No engine has answered this window yet. What is shown is {NOTHING}, not zero.</>
        )}
        <br />
        <span className="roomy">Stop losses stay at the terminal. Until the engine answers, act in the terminal itself.</span>
      </p>
    </div>
  );
}
