import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inputs } from '#shared/events';
import type { Signal } from '#shared/domain';
import { CANONICAL, readAll } from './samples.ts';

/** Bodies of each dialect; `INTAKE_FUZZ` is how often each of them is spoiled. */
const RUNS = Number(process.env['INTAKE_FUZZ'] ?? 400);
const arrivalSchema = inputs['signal.arrived'].shape.arrival;
const TEMPLATES: Readonly<Record<string, Record<string, unknown>>> = {
  canonical: CANONICAL,
  flat: { ticker: 'EURUSD', action: 'buy', price: '1.1', sl: '1.09', tp: '1.12', quantity: '1', time: '2025-08-04T08:28:00Z' },
  strategy: {
    ticker: 'EURUSD',
    action: 'sell',
    market_position: 'short',
    prev_market_position: 'long',
    price: 1.1,
    sl: 1.11,
    tp: 1.08,
  },
  webhook: {
    ...{ ea_name: 'x', symbol: 'EURUSD', direction: 'BUY', trigger_price: 1.1, m5_bos_level: 1.09 },
    ...{ m1_break_high: 1.1, m1_break_low: 1.09, timestamp: '2025-08-04T08:28:00Z' },
  },
  phases: {
    ...{ timestamp: '2025.08.04 08:28', symbol: 'EURUSD', trade_direction: 'BULL', current_price: 1.1, ylipip_trigger: 0.6 },
    ...{ phase_1_m5_bos: { price: 1.1, direction: 'BULL' }, phase_2_m1_break: { price: 1.1 } },
    ...{ phase_3_m1_retest: { price: 1.1 }, phase_4_ylipip: { current: 1.1, triggered: true } },
  },
  levels: {
    symbol: 'EURUSD',
    side: 'sell',
    sl: '20 pips',
    tp1: '1R',
    tp2_pips: 60,
    trailing_pips: 15,
    be_pips: 10,
    units: 20_000,
  },
  waiting: {
    ticker: 'EURUSD',
    action: 'buy',
    orderType: 'limit',
    limitPrice: 1.095,
    stopLoss: { percent: 1 },
    takeProfit: { amount: 0.01 },
  },
  exit: {
    ticker: 'EURUSD',
    action: 'exit',
    quantity: '0.5',
    percent: 40,
    market_position: 'long',
    position_size: 2,
    comment: 'TP1',
  },
};
const VALUES = [
  ...[
    '',
    'buy',
    'SELL',
    'long',
    'flat',
    'exit',
    'Close Long',
    'limit',
    '{{close}}',
    'NaN',
    '1,1',
    '0',
    '-1',
    '1e309',
    'EURUSD',
    'TP1',
    '50%',
    '2R',
    '15 pips',
    'reverse',
    'close half',
    'stop_limit',
    '€900',
  ],
  ...[0, -1, 1.1, 1e308, 5e-324, true, false, null, [], {}, ['buy'], { action: 'close' }, '\u0000', '🙂'.repeat(60)],
];
const KEYS = [
  ...[
    'side',
    'type',
    'comment',
    'reduceOnly',
    'position_size',
    'id',
    'reverse',
    'flip',
    'partial',
    'percent',
    'orderType',
    'stopPrice',
  ],
  ...[
    'quantityType',
    'tp',
    'tp3',
    'targets',
    'trailing_stop',
    'breakeven',
    'sl_atr',
    'rr',
    'strategy',
    'prev_market_position',
    'valid_for',
  ],
];
const spoil = (template: Record<string, unknown>) =>
  fc
    .array(
      fc.record({
        key: fc.oneof(fc.constantFrom(...Object.keys(template), ...KEYS), fc.string()),
        value: fc.oneof(fc.constantFrom<unknown>(...VALUES), fc.jsonValue({ maxDepth: 2 })),
        isGone: fc.boolean(),
      }),
      { maxLength: 5 },
    )
    .map((changes) => {
      const body = new Map(Object.entries(template));
      for (const { key, value, isGone } of changes) {
        if (isGone) body.delete(key);
        else body.set(key, value);
      }
      return JSON.stringify(Object.fromEntries(body));
    });
const torn = (text: string) =>
  fc.tuple(fc.nat(text.length), fc.nat(4), fc.constantFrom('', ',', '}', '"', "'", '\n', '{', '//', '“'));

/** An issue that names no field, or says too little to be mended by. */
const isBare = ({ path, message }: { readonly path: string; readonly message: string }): boolean =>
  path === '' || message.length < 10 || /undefined|\[object|NaN(?!")|Invalid input/.test(message.replace(/not ".*$/, ''));

/** Numbers of an entry that could not be meant. */
function sound({ volumeMax, riskPercent, riskMoney, pending, management, entry }: Signal): void {
  for (const number of [volumeMax, riskPercent, riskMoney ?? null])
    if (number !== null) expect([number > 0, Number.isFinite(number)]).toEqual([true, true]);
  if (pending !== undefined) expect(pending.stopLimit ?? pending.price).toBe(entry);
  const shares = management?.partials?.reduce((sum, { percent }) => sum + percent, 0) ?? 0;
  expect(shares).toBeLessThanOrEqual(100);
}

/** What may be said of every answer, whatever was sent. */
function judge(text: string): void {
  for (const { arrival } of readAll(text)) {
    expect(arrivalSchema.safeParse(arrival).success).toBe(true);
    if (arrival.kind === 'malformed') expect(arrival.detail.length).toBeGreaterThan(10);
    else if (arrival.kind === 'invalid') expect(arrival.issues.filter(isBare)).toEqual([]);
    else if (arrival.signal.kind === 'entry') {
      const { side, entry, stopLoss, takeProfit } = arrival.signal;
      const gain = (price: number) => (side === 'BUY' ? price - entry : entry - price);
      expect([gain(stopLoss ?? entry) <= 0, gain(takeProfit ?? entry) >= 0]).toEqual([true, true]);
      sound(arrival.signal);
      // An exit in the action, in any case, is never what opens.
      expect(text).not.toMatch(/"(?:action|side|type)":"(?:exit|flat|Close Long)"|"position_size":"?0"?[,}]|"reduceOnly":true/);
    }
  }
}

describe.each(Object.entries(TEMPLATES))('spoiled %s', (_name, template) => {
  test('is taken for what it says, or refused by field', () => {
    fc.assert(fc.property(spoil(template), judge), { numRuns: RUNS });
  });

  test('is read, or refused by place, when its text is torn', () => {
    const text = JSON.stringify(template);
    const bodies = torn(text).map(([from, count, put]) => `${text.slice(0, from)}${put}${text.slice(from + count)}`);
    fc.assert(fc.property(bodies, judge), { numRuns: RUNS });
  });
});

test('spoiled lines are taken for what they say, or refused', () => {
  const part = fc.constantFrom(
    ...['60012345', 'buy', 'sell', 'closelong', 'EURUSD', 'sl=20', 'tp=1.12', 'sl=1.09', 'risk=1', 'risk=x', 'sl=', '=', 'id=A'],
    ...['buylimit', 'closelongpct', 'closelongopenshort', 'price=15', 'partial_close_pct=30', 'traildist=9', 'trailtrig=9'],
    ...['vol_lots=0', 'betrigger=1', 'comment=exit', 'price=1.1', 'time=1', ' ', '\n', '{', 'symbol=EURUSD', 'action=buy'],
  );
  const line = fc.array(fc.oneof({ weight: 9, arbitrary: part }, fc.string()), { maxLength: 9 });
  fc.assert(
    fc.property(line, fc.constantFrom(',', ' ', ', '), (parts, by) => judge(parts.join(by))),
    { numRuns: RUNS * 3 },
  );
});

test('spoiled names and values are taken for what they say, or refused', () => {
  const part = fc.constantFrom(
    ...[
      'symbol=EURUSD',
      'side=buy',
      'action: sell',
      'action=exit',
      'sl=1.09',
      'sl=20 pips',
      'tp=1.12',
      'lots=0.1',
      'percent=30',
      'units=x',
    ],
    ...[
      'order_type=limit',
      'price=1.095',
      'market_position=long',
      'prev_market_position: short',
      'comment=Close',
      'reverse=true',
      'tp1=2R',
    ],
  );
  const line = fc.array(fc.oneof({ weight: 12, arbitrary: part }, fc.string()), { maxLength: 9 });
  fc.assert(
    fc.property(line, fc.constantFrom(', ', '; ', ' ', '|'), (parts, by) => judge(parts.join(by))),
    { numRuns: RUNS * 2 },
  );
});

test('spoiled words of people are taken for what they say, or refused', () => {
  const part = fc.constantFrom(
    ...[
      'BUY',
      'sell',
      'long',
      'EURUSD',
      '#EUR/USD',
      'GOLD',
      'now',
      '@',
      '1.1001',
      '1.0950',
      '1.1050',
      '1.1-1.099',
      '1,1',
      '1)',
      '2)',
    ],
    ...[
      'SL',
      'S/L:',
      'stop loss',
      'stop',
      'TP',
      'TP1:',
      'targets',
      'take profit',
      'entry',
      'zone',
      'limit',
      'lots 0.1',
      'risk 1%',
      '20 pips',
    ],
    ...[
      'close',
      'closed',
      'half',
      '50%',
      'exit',
      'cancel',
      'move',
      'hit',
      'if',
      'not',
      '\n',
      '🚀',
      'лонг',
      'СЛ',
      'закрыть',
      ':',
      '-',
      '/',
      '?',
    ],
  );
  const closes = /clos|exit|закры/i;
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 14, arbitrary: part }, fc.string()), { minLength: 1, maxLength: 14 }),
      fc.constantFrom(' ', '\n', ', '),
      (parts, by) => {
        const text = parts.join(by);
        judge(text);
        if (closes.test(text) && !text.includes('=') && !/[{}"“”„]/.test(text))
          expect(readAll(text).some(({ arrival }) => arrival.kind === 'signal' && arrival.signal.kind === 'entry')).toBe(false);
      },
    ),
    { numRuns: RUNS * 3 },
  );
});
