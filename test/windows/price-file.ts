/** A week of made-up minutes in one symbol, the same on every machine: a walk by a small linear generator, with swings in it. */
export function barsText(newline: string): string {
  let seed = 20_251;
  const next = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const lines = ['time,open,high,low,close,volume'];
  let price = 1.17;
  for (let day = 4; day <= 7; day++)
    for (let minute = 0; minute < 24 * 60; minute++) {
      const open = price;
      const drift = Math.sin(minute / 90) * 0.00006;
      const close = Number((open + drift + (next() - 0.5) * 0.0003).toFixed(5));
      const high = Math.max(open, close) + next() * 0.0001;
      const low = Math.min(open, close) - next() * 0.0001;
      const time = new Date(Date.UTC(2025, 7, day, 0, minute)).toISOString();
      lines.push([time, ...[open, high, low, close].map((value) => value.toFixed(5)), 100].join(','));
      price = close;
    }
  return lines.join(newline) + newline;
}
