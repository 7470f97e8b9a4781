import type { Interval } from '#shared/results';

type IntervalBarProps = { readonly interval: Interval; readonly value: number; readonly mark: number };

/** An interval with its value, and the value that would mean nothing was won: dotted. The figures stand beside it in words. */
export function IntervalBar({ interval: { low, high }, value, mark }: IntervalBarProps) {
  const [from, to] = [Math.min(low, mark), Math.max(high, mark)];
  const air = (to - from) * 0.06;
  const x = (at: number): string =>
    String(Math.round(to === from ? 5_000 : ((at - from + air) / (to - from + 2 * air)) * 10_000) / 100);
  return (
    <svg className="interval" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <path className="track" d="M0 4H100" />
      <path className="reach" d={`M${x(low)} 4H${x(high)}`} />
      <path className="mark" d={`M${x(mark)} 0V8`} />
      <path className="value" d={`M${x(value)} 0V8`} />
    </svg>
  );
}
