import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EngineInHand } from '../engine-in-hand.ts';
import { deliver } from './deliver.ts';
import { read, readAll } from './dialects/samples.ts';

const cased = (word: string) => fc.mixedCase(fc.constant(word), { untoggleAll: (text) => text.toLowerCase() });
const VERBS = [
  ...[
    'close',
    'exit',
    'flat',
    'flatten',
    'reduce',
    'liquidate',
    'cover',
    'closelong',
    'exit_short',
    'close all',
    'sell to close',
  ],
  ...[
    'close 40%',
    'partial close',
    'take partial',
    'tp2 hit',
    'stop loss hit',
    'closebuy',
    'cerrar',
    'schliessen',
    'fermer',
    '平仓',
    'закрыть',
  ],
];
const FIELDS = [
  ...['action', 'side', 'order_action', 'signal', 'type', 'signal_type', 'command', 'cmd', 'kind', 'event', 'operation', 'order'],
  ...['direction', 'comment', 'id', 'order_id', 'message', 'note', 'market_position', 'sentiment', 'reason', 'close_side', 'tag'],
  ...['strategy.order.action', 'strategy.order.comment', 'tv_action', 'orderType', 'x'],
];
/** What senders leave where a value should be: placeholders of charts, shells, templates and robots. */
const PLACEHOLDERS = [
  '{{strategy.order.action}}',
  '${action}',
  '%ACTION%',
  '<action>',
  '[[side]]',
  '#SIDE#',
  '{side}',
  '$action',
  '@action@',
];
const nest = (value: object, path: readonly string[]): object =>
  path.reduceRight<object>((inner, key) => ({ [key]: inner }), value);
const LEVELS = { price: 1.157, sl: 1.155, tp: 1.162 };
const closing = fc
  .record({
    opener: fc.constantFrom<object>({ action: 'buy' }, { side: 'long' }, { order_action: 'BUY' }, { type: 'buy limit' }, {}),
    filler: fc.option(
      fc.record({ key: fc.constantFrom('action', 'side', 'size', 'comment'), value: fc.constantFrom(...PLACEHOLDERS) }),
    ),
    key: fc.constantFrom(...FIELDS),
    verb: fc.constantFrom(...VERBS).chain(cased),
    path: fc.array(fc.constantFrom('strategy', 'order', 'alert', 'data', 'a'), { maxLength: 4 }),
    shape: fc.constantFrom('json', 'list', 'text', 'pairs'),
  })
  .map(({ opener, filler, key, verb, path, shape }) => {
    const filled = filler === null ? {} : { [filler.key]: filler.value };
    const body = { ticker: 'EURUSD', ...LEVELS, ...opener, ...filled, ...nest({ [key]: verb }, path) };
    if (shape === 'list') return JSON.stringify([body]);
    if (shape === 'text') return JSON.stringify(JSON.stringify(body));
    if (shape === 'pairs' && path.length === 0)
      return Object.entries(body)
        .map(([name, value]) => `${name.replace(/\W/g, '_')}=${String(value)}`)
        .join('; ');
    return JSON.stringify(body);
  });

/** Lots that are held, wait at the broker, or wait for a word. */
const exposure = (hand: EngineInHand): number => hand.sends.filter(({ op }) => op === 'open').length + hand.cockpit.pending.size;

describe.each(['auto', 'confirm', 'veto'] as const)('in %s', (mode) => {
  test('a closing word never adds to what is held, whatever stands around it', () => {
    fc.assert(
      fc.property(closing, fc.boolean(), (text, isHeld) => {
        const hand = new EngineInHand({ approvals: { mode: 'auto', ttlMs: 3_000 } });
        if (isHeld) hand.opened('held', '11');
        if (mode !== 'auto') hand.act({ act: 'set-approval-mode', mode, reason: null });
        const before = exposure(hand);
        deliver(hand.after(1_000), text);
        expect(exposure(hand.after(5_000))).toBe(before);
        hand.beat();
        expect(exposure(hand)).toBe(before);
      }),
      { numRuns: 250 },
    );
  });
});

test('what is refused names its field and what to do about it', () => {
  fc.assert(
    fc.property(closing, (text) => {
      for (const { arrival } of readAll(text)) {
        if (arrival.kind === 'signal') expect(arrival.signal.kind).not.toBe('entry');
        else if (arrival.kind === 'malformed') expect(arrival.detail).toMatch(/send|write|must|put|neither|none/);
        else
          for (const { path, message } of arrival.issues)
            expect([path, message]).toEqual([expect.stringMatching(/./), expect.stringMatching(/.{12}/)]);
      }
    }),
    { numRuns: 1_500 },
  );
});

const WHEN = ['', 'target', 'desired', 'new', 'final', 'remaining', 'net', 'post', 'after', 'current', 'open', 'resulting'];
const WHAT = ['position', 'pos', 'size', 'qty', 'quantity', 'contracts', 'lots', 'units', 'shares', 'exposure', 'allocation'];
/** An order beside the word that nothing is to be held, under any name of what is held. */
const nothingHeld = fc
  .record({
    opener: fc.constantFrom<object>({ action: 'buy' }, { side: 'short' }, { order_action: 'SELL' }, { type: 'buy' }),
    name: fc.tuple(
      fc.constantFrom(...WHEN),
      fc.constantFrom(...WHAT),
      fc.constantFrom('', 'size', 'qty', 'amt', 'after', 'left', 'now'),
    ),
    joint: fc.constantFrom('', '_', '-', 'camel'),
    value: fc.constantFrom<unknown>(0, -0, '0', '0.0', '0.00', 'flat', 'Flat', 'none'),
    path: fc.array(fc.constantFrom('strategy', 'order', 'alert', 'data', 'a'), { maxLength: 3 }),
  })
  .map(({ opener, name, joint, value, path }) => {
    const parts = name.filter((part) => part !== '');
    const capital = (part: string): string => `${part.slice(0, 1).toUpperCase()}${part.slice(1)}`;
    const key = joint === 'camel' ? parts.map((part, index) => (index === 0 ? part : capital(part))).join('') : parts.join(joint);
    return { ticker: 'EURUSD', ...LEVELS, ...opener, ...nest({ [key]: value }, path) };
  });

test('no order is made on a position of nothing, however it is named and nested', () => {
  fc.assert(
    fc.property(nothingHeld, fc.boolean(), (body, isHeld) => {
      const hand = new EngineInHand({ approvals: { mode: 'auto', ttlMs: 3_000 } });
      if (isHeld) hand.opened('held', '11');
      const before = exposure(hand);
      deliver(hand.after(1_000), body);
      hand.after(5_000).beat();
      expect(exposure(hand)).toBe(before);
    }),
    { numRuns: 1_500 },
  );
});

/** A wish in the words of trading, and the ways in which senders write it. */
const wish = fc.record({
  isBuy: fc.boolean(),
  waits: fc.constantFrom<null | 'limit' | 'stop'>(null, 'limit', 'stop'),
  stopPips: fc.integer({ min: 5, max: 90 }),
  targetPips: fc.integer({ min: 5, max: 200 }),
  lots: fc.option(fc.integer({ min: 1, max: 4_000 }).map((count) => count / 100)),
  spelling: fc.record({
    symbol: fc.constantFrom('ticker', 'symbol', 'instrument'),
    action: fc.constantFrom('action', 'side', 'order_action', 'type', 'cmd'),
    unit: fc.constantFrom('price', 'pips', 'pips text', 'points', 'percent'),
    size: fc.constantFrom('lots', 'volume', 'lot_size', 'units', 'text'),
    isText: fc.boolean(),
    shape: fc.constantFrom('json', 'pairs'),
  }),
});
const PIP = 0.0001;
const ENTRY = 1.1;
const rounded = (value: number): number => Number(value.toFixed(5));

function written({ isBuy, waits, stopPips, targetPips, lots, spelling }: typeof wish extends fc.Arbitrary<infer T> ? T : never) {
  const up = isBuy ? 1 : -1;
  const entry = waits === null ? ENTRY : rounded(ENTRY + (waits === 'stop' ? up : -up) * 30 * PIP);
  const level = (pips: number, sign: number): unknown => {
    switch (spelling.unit) {
      case 'price':
        return rounded(entry + up * sign * pips * PIP);
      case 'pips':
        return pips;
      case 'pips text':
        return `${pips} pips`;
      case 'points':
        return pips * 10;
      case 'percent':
        return (pips * PIP * 100) / entry;
    }
  };
  const end = { price: '', pips: '_pips', 'pips text': '', points: '_points', percent: '_percent' }[spelling.unit];
  const size = {
    lots: { lots },
    volume: { volume: lots },
    lot_size: { lot_size: lots },
    units: { units: (lots ?? 0) * 100_000 },
    text: { size: `${lots} lots` },
  };
  const body = {
    [spelling.symbol]: 'EURUSD',
    [spelling.action]: `${isBuy ? 'buy' : 'sell'}${waits === null ? '' : ` ${waits}`}`,
    price: entry,
    [`sl${end}`]: level(stopPips, -1),
    [`tp${end}`]: level(targetPips, 1),
    ...(lots === null ? {} : size[spelling.size]),
  };
  const entries = Object.entries(body).map(([key, value]) => [key, spelling.isText ? String(value) : value] as const);
  const text =
    spelling.shape === 'json'
      ? JSON.stringify(Object.fromEntries(entries))
      : entries.map(([key, value]) => `${key}=${String(value)}`).join(', ');
  return { text, entry, up };
}

test('what is taken does what it says, however it is written', () => {
  fc.assert(
    fc.property(wish, (asked) => {
      const { text, entry, up } = written(asked);
      const { arrival } = read(text);
      if (arrival.kind !== 'signal') throw new Error(`${text}: ${JSON.stringify(arrival)}`);
      const { signal } = arrival;
      expect([signal.kind, signal.side, signal.pending?.type ?? null]).toEqual([
        'entry',
        asked.isBuy ? 'BUY' : 'SELL',
        asked.waits,
      ]);
      expect(signal.entry).toBeCloseTo(entry, 9);
      expect(signal.stopLoss).toBeCloseTo(entry - up * asked.stopPips * PIP, 7);
      expect(signal.takeProfit).toBeCloseTo(entry + up * asked.targetPips * PIP, 7);
      if (asked.lots === null) expect(signal.volumeMax).toBeNull();
      else expect(signal.volumeMax).toBeCloseTo(asked.lots, 9);
    }),
    { numRuns: 2_000 },
  );
});
