import type { SymbolSpec } from '#shared/domain';

/** A price that is on the grid up to a millionth of a tick is that price; the rest is float noise. */
const NOISE = 1e-6;

/** The price on the symbol's tick grid: the nearest tick, or the next one up (1) or down (-1). */
export function onGrid(price: number, spec: SymbolSpec, towards: -1 | 0 | 1 = 0): number {
  const ticks = price / spec.tickSize;
  const nearest = Math.round(ticks);
  const isOn = towards === 0 || Math.abs(ticks - nearest) < NOISE;
  const whole = isOn ? nearest : towards > 0 ? Math.ceil(ticks) : Math.floor(ticks);
  return Number((whole * spec.tickSize).toFixed(spec.digits));
}
