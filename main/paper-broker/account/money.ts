const WITHOUT = new Set('JPY KRW CLP VND IDR'.split(' '));
const COINS = new Set('BTC XBT ETH LTC'.split(' '));

/** Decimals of an account currency: yen have none, coins eight. */
export const moneyDigits = (currency: string): number => (WITHOUT.has(currency) ? 0 : COINS.has(currency) ? 8 : 2);

/** Money to whole minor units, halves away from zero. The tiny addend keeps 0.035 (stored as 0.03499...) a half. */
export function roundMoney(amount: number, currency: string): number {
  const scale = 10 ** moneyDigits(currency);
  return (Math.sign(amount) * Math.round(Math.abs(amount) * scale + 1e-7)) / scale + 0;
}

/** Takes the float noise off a price or a volume: no symbol has more than eight decimals. */
export const tidy = (value: number): number => Number(value.toFixed(8));

/** True when `value` is a whole number of `step`s, as far as floats can say. */
export const isMultiple = (value: number, step: number): boolean => Math.abs(value / step - Math.round(value / step)) < 1e-6;
