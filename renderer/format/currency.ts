/** Account currencies that no standard lists, or that brokers keep with other digits than the standard has. */
const OWN: Readonly<Record<string, number>> = { BTC: 8, XBT: 8, ETH: 8, LTC: 8, MBT: 5, UBT: 2 };
const known = new Map<string, number>();

/** Digits behind the point of an account's money: 2 for most, 0 for yen and won, 8 for bitcoin (ISO 4217 where it lists it). */
export function currencyDigits(currency: string): number {
  const code = currency.toUpperCase();
  const kept = known.get(code);
  if (kept !== undefined) return kept;
  const digits = OWN[code] ?? standardDigits(code);
  known.set(code, digits);
  return digits;
}

function standardDigits(code: string): number {
  // A code that is no three letters, such as the name of a cent account, throws.
  if (!/^[A-Z]{3}$/.test(code)) return 2;
  return new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits ?? 2;
}
