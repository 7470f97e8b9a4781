import { ageText, clockText, NOTHING } from '../../format/index.ts';
import { isPast, useEngine, useNow } from '../../store/index.ts';
import { meanwhileOf } from '../reading/index.ts';
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
  const terminal = useEngine(({ cockpit }) => cockpit.terminal);
  if (!isPast(link)) return null;
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
          <>
            {link === 'refused' ? 'The engine does not let this window in.' : 'No engine has answered this window yet.'} What is
            shown is {NOTHING}, not zero.
          </>
        )}
        <br />
        <span className="roomy">{known ? meanwhileOf(terminal) : 'Whether anything is open cannot be seen here.'}</span>
      </p>
    </div>
  );
}
