import { ageText, clockText, moneyText, NOTHING, readsZero, utcText } from '../format/index.ts';
import { useNow } from '../store/index.ts';
import './figure.css';

/** Account money with its unit. */
export function Money({ value, currency }: { readonly value: number | null; readonly currency: string }) {
  return (
    <>
      {moneyText(value, currency)} <span className="unit">{value === null ? '' : currency}</span>
    </>
  );
}

/** Won or lost: sign, filled or hollow triangle, weight; never a colour. */
export function ProfitLoss({ value, text }: { readonly value: number | null; readonly text: string }) {
  if (value === null || text === NOTHING) return <span className="result">{NOTHING}</span>;
  if (readsZero(text)) return <span className="result">{text}</span>;
  return (
    <span className={value > 0 ? 'result gain' : 'result loss'}>
      <svg viewBox="0 0 8 8" aria-hidden="true" focusable="false">
        <path d={value > 0 ? 'M4 .8l3.6 6.4H.4z' : 'M4 7L.9 1.3h6.2z'} />
      </svg>
      {text}
    </span>
  );
}

/** A local time with the UTC moment behind it. */
export function Clock({ at, precise = false }: { readonly at: number | null; readonly precise?: boolean }) {
  return (
    <time title={utcText(at)} dateTime={at === null || at === 0 ? undefined : new Date(at).toISOString()}>
      {clockText(at, precise ? 'millis' : 'seconds')}
    </time>
  );
}

/** How long ago a moment of the engine's clock was. */
export function Age({ at }: { readonly at: number | null }) {
  const now = useNow(1_000);
  return <>{at === null ? NOTHING : ageText(Math.max(0, now - at))}</>;
}
