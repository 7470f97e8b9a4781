/** Numbers as a trader reads them: no locale, no rounding that hides a difference between a value and its limit. */

/** 1234.5 -> '1,234.50', in account currency. */
export function moneyText(amount: number): string {
  const text = Math.abs(amount).toFixed(2);
  let grouped = text.slice(-6);
  for (let end = text.length - 6; end > 0; end -= 3) grouped = `${text.slice(Math.max(0, end - 3), end)},${grouped}`;
  return amount < 0 && text !== '0.00' ? `-${grouped}` : grouped;
}

/** A percentage 0..100: '0.55 %', '24 %'. */
export const percentText = (percent: number): string => `${plain(percent, 2)} %`;

/** A share or ratio 0..1 as a percentage: 0.24 -> '24 %'. */
export const shareText = (share: number): string => percentText(share * 100);

/** At most `digits` decimals, without trailing zeros. */
export const plain = (value: number, digits: number): string => String(rounded(value, digits));

/** Rounded for display and for the record; never for a decision. */
export function rounded(value: number, digits: number): number {
  const scale = 10 ** digits;
  const at = Math.round(value * scale) / scale;
  return at === 0 ? 0 : at;
}

/** A price with its symbol's decimals. */
export const priceText = (price: number, digits: number): string => price.toFixed(digits);

/** Milliseconds until something, in whole minutes, rounded up: '3 h 12 m', '12 m'. */
export function hoursText(ms: number): string {
  const minutes = Math.max(0, Math.ceil(ms / 60_000));
  return minutes < 60 ? `${minutes} m` : `${Math.floor(minutes / 60)} h ${minutes % 60} m`;
}

/** Milliseconds as seconds: 4200 -> '4.2 s'. */
export const secondsText = (ms: number): string => `${plain(ms / 1000, 1)} s`;
