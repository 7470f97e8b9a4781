/** What the command line calls the fields of the form. */
const FIELDS: Readonly<Record<string, string>> = {
  symbol: 'Symbol',
  timeframe: 'Prices are',
  spread: 'Spread, points',
  scale: 'Prices times',
  'server-zone': 'Times are of',
  dates: 'Dates are',
  decimals: 'Decimals after',
  stamps: 'A bar’s time is',
  from: 'From',
  to: 'To',
  'skip-bad': 'Leave bad rows out',
  rates: 'Rates',
  spec: 'Specification',
  calendar: 'News calendar',
  'approve-after': 'Seconds at a card',
  param: 'Setting to try',
};

/** A message that names options of the command line, with the fields of the form in their place. */
export const inFields = (text: string): string =>
  text.replaceAll(/--([a-z-]+)/g, (whole, name: string) => (FIELDS[name] === undefined ? whole : `“${FIELDS[name]}”`));

/** Whether a message asks for something that is filled in under how the files are read. */
export const asksForReading = (text: string): boolean =>
  /--(symbol|timeframe|spread|scale|server-zone|dates|decimals|stamps|skip-bad)\b/.test(text);

/** What fields take that may say something else for the files of each symbol. */
export const HINTS = {
  symbol: 'where the names do not say it; of several files: XAUUSD=gold*.csv; EURUSD=eu*.csv',
  spread: 'of bars without one; of several symbols: 10; XAUUSD=30',
  scale: '0.00001: they count in points; XAUUSD=0.01: those of one symbol',
} as const;
