import type { LiveFrame } from '#shared/ipc';
import { countText, NOTHING, pctText } from '../../format/index.ts';
import './phase-bars.css';

type Progress = NonNullable<LiveFrame['progress']>;

/** How far the target, the days and the best day are, each against what it is measured by. */
export function PhaseBars({ progress }: { readonly progress: Progress }) {
  const { profitPct, targetPct, days, daysNeeded, bestDayPct, bestDayLimitPct } = progress;
  return (
    <div className="phase-bars">
      {targetPct !== null && (
        <Way
          name="Profit target"
          share={profitPct / targetPct}
          said={`${pctText(profitPct, 2)} of ${pctText(targetPct, 1)}`}
          rest={profitPct >= targetPct ? 'reached' : `${pctText(targetPct - profitPct, 2)} to go`}
        />
      )}
      {daysNeeded !== null && (
        <Way
          name="Days"
          share={days / daysNeeded}
          said={`${countText(days)} of ${countText(daysNeeded)}`}
          rest={days >= daysNeeded ? 'enough' : `${countText(daysNeeded - days)} to go`}
        />
      )}
      {bestDayLimitPct !== null && (
        <Way
          name="Best day"
          share={(bestDayPct ?? 0) / bestDayLimitPct}
          said={`${bestDayPct === null ? NOTHING : pctText(bestDayPct, 1)} of at most ${pctText(bestDayLimitPct, 0)}`}
          rest={
            bestDayPct === null ? 'no profit yet' : bestDayPct > bestDayLimitPct ? 'above: more profit is asked for' : 'within it'
          }
        />
      )}
    </div>
  );
}

type WayProps = { readonly name: string; readonly share: number; readonly said: string; readonly rest: string };

function Way({ name, share, said, rest }: WayProps) {
  return (
    <div className="way">
      <span className="mid">{name}</span>
      <b className="strong num">{said}</b>
      <span className={share > 1 ? 'way-bar is-full' : 'way-bar'} aria-hidden="true">
        <i style={{ width: `${String(Math.min(100, Math.max(0, share * 100)))}%` }} />
      </span>
      <span className="dim">{rest}</span>
    </div>
  );
}
