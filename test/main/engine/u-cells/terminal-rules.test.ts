import { describe, expect, it } from 'vitest';
import { obstacleFor, OBSTACLES, type ObstacleCode, type TerminalCaps } from '#shared/domain';
import { u3, u4 } from '#engine/u-cells';
import { volumeLimitRule } from '../../../../main/engine/u-cells/terminal-rules.ts';
import { entry, EURUSD, GBPUSD, NOW, position, signal } from '../rulebook/desk.ts';
import { draft, failed, life, view, type ViewParts } from './view.ts';

const caps = (changes: Partial<TerminalCaps> = {}): TerminalCaps => ({
  lots: { most: 10, setting: 'InpMaxLots' },
  positions: { most: 3, setting: 'InpMaxPositions' },
  requests: [
    { within: 'minute', made: 4, most: 60, setting: 'InpMaxPerMinute' },
    { within: 'day', made: 100, most: 1_800, setting: 'InpMaxPerDay' },
  ],
  symbols: null,
  ...changes,
});
const judged = (changes: Partial<TerminalCaps>, part: ViewParts = {}) =>
  u3(draft(), view({ ...part, facts: { caps: caps(changes), specs: [EURUSD, GBPUSD], ...part.facts } }));
const reason = ({ criteria }: ReturnType<typeof u3>): string => criteria.find(({ ok }) => !ok)?.text ?? '';

describe('what the terminal’s own program refuses', () => {
  it('bounds the size, and the sentence names the setting that does', () => {
    const { draft: sized, findings, verdict, criteria } = judged({ lots: { most: 1.5, setting: 'mt5.maxLots' } });
    expect([verdict, sized.lots, findings['binding'], findings['ceiling_terminal_lots']]).toEqual([
      'passed',
      1.5,
      'terminal_lots',
      1.5,
    ]);
    expect(criteria.find(({ code }) => code === 'volume_minimum')?.text).toBe(
      "1.5 lots, set by MetaTrader's most lots of one order (1.5 lots, set by mt5.maxLots).",
    );
  });

  it('below the least volume of the symbol leaves no trade, and says which limit did it', () => {
    const none = judged({ lots: { most: 0.004, setting: 'InpMaxLots' } });
    expect([none.verdict, failed(none.criteria), reason(none)]).toEqual([
      'refused',
      ['volume_minimum!'],
      expect.stringContaining('InpMaxLots') as string,
    ]);
  });

  it.each([
    [
      'positions',
      { positions: { most: 1, setting: 'InpMaxPositions' } },
      'terminal_positions!',
      'raise InpMaxPositions of the Expert',
    ],
    [
      'requests of the minute',
      { requests: [{ within: 'minute', made: 7, most: 7, setting: 'InpMaxPerMinute' }] },
      'terminal_requests!',
      'wait a minute',
    ],
    [
      'requests of the day',
      { requests: [{ within: 'day', made: 9, most: 9, setting: 'InpMaxPerDay' }] },
      'terminal_requests!',
      'InpMaxPerDay',
    ],
    ['symbols', { symbols: ['GBPUSD', 'XAUUSD'] }, 'terminal_symbols!', 'add EURUSD to InpSymbols'],
  ] as const)('its %s are a gate before the approval, with the remedy', (_what, changes, code, words) => {
    const held = [position({ ticket: '5', symbol: 'GBPUSD', volume: 0.01, clientOrderId: '0123456789ABCDEF' })];
    const refused = judged(changes as Partial<TerminalCaps>, { facts: { positions: held } });
    expect([refused.verdict, failed(refused.criteria)]).toEqual(['refused', [code]]);
    expect(reason(refused)).toContain(words);
  });

  it('counts what is ours: neither positions made by hand nor an entry whose position is there', () => {
    const byHand = [position({ ticket: '5', symbol: 'GBPUSD', volume: 0.01, magic: 0, clientOrderId: null })];
    expect(
      failed(judged({ positions: { most: 1, setting: 'InpMaxPositions' } }, { facts: { positions: byHand } }).criteria),
    ).toEqual([]);
    const onItsWay: ViewParts = {
      state: (of) => {
        of.openOrders.add('AAAA456789ABCDEF');
        of.orders.set('AAAA456789ABCDEF', entry({ clientOrderId: 'AAAA456789ABCDEF', symbol: 'GBPUSD', state: 'sent' }));
      },
    };
    expect(failed(judged({ positions: { most: 1, setting: 'InpMaxPositions' } }, onItsWay).criteria)).toContain(
      'terminal_positions!',
    );
  });

  it('what we asked for within the minute is held against the minute, and against it alone', () => {
    const asked = (count: number, ago: number): ViewParts => ({
      state: (of) => {
        const entries = Array.from({ length: count }, () => ({ at: NOW - ago, symbol: 'GBPUSD', side: 'BUY' }) as never);
        of.asked = { ...of.asked, entries };
      },
    });
    const requests = (within: 'minute' | 'day', made: number) =>
      ({ requests: [{ within, made, most: 5, setting: 'InpMaxPerDay' }] }) as Partial<TerminalCaps>;
    const told = (...args: Parameters<typeof judged>) =>
      judged(...args)
        .criteria.filter(({ code }) => code === 'terminal_requests')
        .map(({ ok, observed }) => [ok, observed]);
    expect(told(requests('day', 4), asked(9, 1_000))).toEqual([[true, 4]]);
    expect(told(requests('minute', 0), asked(5, 59_999))).toEqual([[false, 5]]);
    expect(told(requests('minute', 0), asked(5, 60_000))).toEqual([[true, 0]]);
    expect(told(requests('minute', 4), asked(2, 0))).toEqual([[true, 4]]);
    expect(reason(judged(requests('day', 5)))).toBe(
      '5 requests within a day at the terminal, it takes 5: wait for the next day, or raise InpMaxPerDay of the Expert Advisor (F7 on its chart).',
    );
  });

  it('where it tells none there are none', () => {
    const { criteria } = u3(draft(), view());
    expect(criteria.some(({ code }) => code.startsWith('terminal_'))).toBe(false);
  });
});

describe('the broker’s limit of lots in one direction of a symbol', () => {
  const waiting = { ticket: '7', placedAt: NOW, clientOrderId: null, magic: 0, price: 1.09, stopLoss: 1.08, takeProfit: null };
  const held = {
    specs: [{ ...EURUSD, volumeLimit: 3 }, GBPUSD],
    positions: [
      position({ volume: 1, clientOrderId: null }),
      position({ ticket: '12', direction: 'SELL', stopLoss: 1.101, volume: 0.07 }),
      position({ ticket: '13', symbol: 'GBPUSD', volume: 0.07 }),
    ],
    orders: [{ ...waiting, symbol: 'EURUSD', direction: 'BUY', volume: 0.5 } as const],
  };
  const coming = (of: Parameters<typeof entry>[0] & object = {}) => ({
    state: (state: Parameters<NonNullable<ViewParts['state']>>[0]) => {
      const request = { ...entry().request, volume: 0.25 } as never;
      state.orders.set('C1', entry({ request, ...of }));
      state.openOrders.add('C1');
    },
  });
  const free = { config: (config: Parameters<NonNullable<ViewParts['config']>>[0]) => Object.assign(config.cells.u3, FREE) };
  const FREE = { onePositionPerSymbol: false, maxOpenPositions: 9, opposite: 'allow', maxGroupRisk: 99, maxEffectiveRisk: 99 };
  const told = (part: ViewParts) => {
    const { draft: sized, criteria, findings } = u3(draft(), view({ ...free, ...part, facts: { ...held, ...part.facts } }));
    const { ok, observed, text } = criteria.find(({ code }) => code === 'volume_limit') ?? {};
    return [sized.lots, findings['ceiling_volume_limit'], ok, observed, text];
  };

  it('counts what is held, what waits and what is on its way in that direction, of anybody', () => {
    expect(told({}).slice(1, 2)).toEqual([1.5]);
    expect(told(coming()).slice(1, 2)).toEqual([1.25]);
    // Of one that was filled in part, what still waits.
    expect(told(coming({ rest: 0.1, state: 'working' })).slice(1, 2)).toEqual([1.4]);
  });

  it('is a rule of its own with the numbers, and none where the broker has no limit', () => {
    const [lots = 0, , ok, observed, text] = told({});
    expect([ok, observed]).toEqual([true, Number((1.5 + Number(lots)).toFixed(8))]);
    expect(text).toMatch(/ lots of EURUSD on the BUY side with this order, the broker takes 3: close or cancel some first\.$/);
    expect(told({ facts: { specs: [EURUSD, GBPUSD] } }).slice(1)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('refuses lots that were set before it was reached', () => {
    const at = (lots: number) => {
      const made = view({ facts: held });
      return volumeLimitRule({ ...draft(), lots }, held.specs[0]!, made).map(({ ok }) => ok);
    };
    expect([at(1.5), at(1.51)]).toEqual([[true], [false]]);
  });
});

describe('what keeps the terminal from trading', () => {
  const codes = Object.keys(OBSTACLES) as ObstacleCode[];

  it.each(codes)('%s refuses with its own remedy, sized or about to be sent', (code) => {
    const facts = { obstacle: obstacleFor(code) };
    const risk = u3(draft(), view({ facts }));
    const sized = u3(draft(), view()).draft;
    const last = u4(sized, view({ facts, state: (of) => void of.signals.set('s1', life({ signal: signal() })) }));
    for (const { verdict, criteria } of [risk, last]) {
      expect([verdict, failed(criteria)]).toEqual(['refused', ['terminal_ready!']]);
      expect(criteria.find(({ code: one }) => one === 'terminal_ready')?.text).toContain(OBSTACLES[code].action);
    }
  });

  it('is told as no other is, though two may be removed alike', () => {
    expect(new Set(codes.map((code) => obstacleFor(code).text)).size).toBe(codes.length);
  });
});
