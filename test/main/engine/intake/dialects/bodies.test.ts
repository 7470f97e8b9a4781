import { describe, expect, it } from 'vitest';
import { CANONICAL, issuesOf, malformedOf, readAll, signalOf } from './samples.ts';

const TEXT = JSON.stringify(CANONICAL);
const FLAT = '{"ticker":"EURUSD","action":"buy","price":1.1,"sl":1.09,"tp":1.12';
const kindsOf = (body: string): readonly string[] =>
  readAll(body).map(({ arrival }) =>
    arrival.kind === 'signal' ? `${arrival.signal.kind} ${arrival.signal.side}` : arrival.kind,
  );

describe('a body that is not quite JSON', () => {
  it.each<[string, string]>([
    ['ends with zero bytes', `${TEXT}\0\0`],
    ['begins with a mark', `\ufeff${TEXT}`],
    ['has a comma too many', `${FLAT},}`],
    ['has single quotation marks', `${FLAT}}`.replaceAll('"', "'")],
    ['has curved quotation marks', `${FLAT}}`.replaceAll(/"(\w+)"/g, '“$1”')],
    ['has comments', `/* alert */ ${FLAT} // entry\n}`],
    ['has names without marks', '{ticker: EURUSD, action: buy, price: 1.1, sl: 1.09, tp: 1.12}'],
    ['is wrapped in text', JSON.stringify(`${FLAT}}`)],
    ['is a list of one', `[${FLAT}}]`],
    ['is a line of pairs', 'symbol=EURUSD side=buy price=1.1 sl=1.09 tp=1.12'],
    ['is a line of pairs with colons', 'ticker: EURUSD, action: buy, sl: 1.09, tp: 1.12'],
  ])('%s', (_name, body) => {
    expect(signalOf(body)).toMatchObject({ kind: 'entry', symbol: 'EURUSD', side: 'BUY' });
  });

  it.each<[string, string]>([
    ['{"ticker":"EURUSD","action":}', 'Not JSON at line 1, column 29: a value is missing; write a value here'],
    ['{"ticker":"EURUSD",\n"action" "buy"}', 'Not JSON at line 2, column 10: ":" is missing; put a colon'],
    ['{"ticker":"EURUSD","price":1,1}', 'Not JSON at line 1, column 31: ":" is missing'],
    ['{"ticker":"EURUSD","action":"buy"', 'Not JSON at line 1, column 34: the text ends before }'],
  ])('is refused where it has no one meaning: %s', (body, detail) => {
    expect(malformedOf(body)).toContain(detail);
  });

  it('names the field that a chart left empty', () => {
    expect(issuesOf(`${FLAT},"volume":NaN}`)).toEqual([
      expect.stringMatching(/^volume: must be a positive number, .*, not "NaN"/),
    ]);
  });
});

describe('a body of several messages', () => {
  it.each<[string, string]>([
    ['a list', `[${FLAT}},{"ticker":"EURUSD","action":"closeshort"}]`],
    ['one after the other', `${FLAT}}\n{"ticker":"EURUSD","action":"closeshort"}`],
    ['lines', '60012345,buy,EURUSD,sl=20\r\n60012345,closeshort,EURUSD\n'],
  ])('is read as each of them: %s', (_name, body) => {
    expect(kindsOf(body)).toEqual(['entry BUY', 'exit SELL']);
  });

  it('is bounded', () => {
    expect(malformedOf(Array.from({ length: 11 }, () => '60012345,closelong,EURUSD').join('\n'))).toContain('at most 10');
  });
});

describe("TradingView's own text", () => {
  const text = (action: string, position: string) =>
    `Averages (9, 21, close): order ${action} @ 1 filled on EURUSD. New strategy position is ${position}`;

  it('ends a trade when the position is nothing, and never opens one', () => {
    expect(signalOf(text('sell', '0'))).toMatchObject({ kind: 'exit', side: 'BUY', symbol: 'EURUSD' });
    expect(issuesOf(text('buy', '1'))[0]).toContain('has no stop');
  });
});
