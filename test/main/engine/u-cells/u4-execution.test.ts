import { describe, expect, it } from 'vitest';
import { makeClientOrderId } from '#engine/orders';
import { u4, type Draft } from '#engine/u-cells';
import type { Config } from '#shared/config';
import { orderRequest, type TerminalKind } from '#shared/domain';
import type { ApprovalCard } from '#shared/events';
import { EURUSD, NOW, signal } from '../rulebook/desk.ts';
import { draft, failed, life, view, type ViewParts } from './view.ts';

const sized = (part: Partial<Draft> = {}): Draft => ({ ...draft(), lots: 5.04, ...part });
const quote = { symbol: 'EURUSD', bid: 1.1, ask: 1.1001, at: NOW - 200 };
const card = { entry: 1.1001, bandPoints: 10 } as ApprovalCard;
const approved =
  (how: string): NonNullable<ViewParts['state']> =>
  ({ signals }) =>
    void signals.set('s1', life({ card, approval: { how, by: 'trader', at: NOW, reason: null } }));

describe('U4', () => {
  it('builds the order and sends nothing', () => {
    const result = u4(sized(), view({ state: ({ signals }) => void signals.set('s1', life()) }));
    const request = {
      op: 'open',
      clientOrderId: makeClientOrderId('s1', NOW - 500, 'open', 0),
      symbol: 'EURUSD',
      side: 'BUY',
      volume: 5.04,
      stopLoss: 1.0991,
      takeProfit: 1.1026,
      deviationPoints: 10,
      magic: 770_000_001,
      deadlineAt: NOW + 5_000,
    };
    expect([result.verdict, failed(result.criteria), result.draft.request]).toEqual(['passed', [], request]);
    expect(orderRequest.parse(result.draft.request)).toEqual(request);
  });

  it.each<[string, Draft, object]>([
    ['a stop off the grid goes towards the entry', sized({ stopLoss: 1.0991037 }), { stopLoss: 1.09911 }],
    [
      'float noise is no tick',
      sized({ stopLoss: 1.0991000000001, takeProfit: 1.1025999999 }),
      { stopLoss: 1.0991, takeProfit: 1.1026 },
    ],
    [
      'a sell',
      { ...sized(), ...draft(signal({ side: 'SELL', entry: 1.1, stopLoss: 1.1011037, takeProfit: 1.0975 })), lots: 1 },
      { side: 'SELL', stopLoss: 1.1011 },
    ],
    ['a near stop leaves the terminal the usual slippage', sized({ stopLoss: 1.09995 }), { deviationPoints: 2 }],
    ['a far one at most two pips', sized({ stopLoss: 1.09 }), { deviationPoints: 20 }],
    ['the other strategy', sized({ strategyId: 'm1_retest' }), { magic: 770_000_002 }],
  ])('%s', (_, of, part) => expect(u4(of, view()).draft.request).toMatchObject(part));

  it.each<[TerminalKind, number, number, number]>([
    ['paper', 0, 15, 5],
    ['paper', 15, 0, 15],
    ['mt5', 0, 15, 15],
    ['mt5', 15, 0, 5],
  ])('on %s the slippage of its own settings is left (paper %i, mt5 %i)', (terminal, paper, mt5, deviationPoints) => {
    const config = (of: Config): Config => ({
      ...of,
      paper: { ...of.paper, slippagePoints: paper },
      mt5: { ...of.mt5, slippagePoints: mt5 },
    });
    const seen = view({ state: (of) => void ((of.terminal = terminal), (of.config = config(of.config))) });
    expect(u4(sized({ stopLoss: 1.0996 }), { ...seen, config: seen.state.config }).draft.request).toMatchObject({
      deviationPoints,
    });
  });

  it.each<[string, Draft, ViewParts, string[]]>([
    ['halted since', sized(), { state: (of) => void (of.trading = { ...of.trading, state: 'halted' }) }, ['trading_active!']],
    ['no quote', sized(), { facts: { quote: null } }, ['quote_age_ms!']],
    ['a stale quote', sized(), { facts: { quote: { ...quote, at: NOW - 9_000 } } }, ['quote_age_ms!']],
    ['a link that went', sized(), { facts: { link: 'down' } }, ['link_up!']],
    ['nothing left to order', sized({ lots: null }), {}, ['volume_range!']],
    ['a price beyond the stop', sized(), { facts: { quote: { ...quote, bid: 1.099, ask: 1.0991 } } }, ['stops_level_points!']],
    ['a price at the target', sized(), { facts: { quote: { ...quote, bid: 1.1026, ask: 1.1027 } } }, ['stops_level_points!']],
    ['a stop too near', sized(), { facts: { specs: [{ ...EURUSD, stopsLevel: 91 }] } }, ['stops_level_points!']],
    ['too much volume', sized({ lots: 101 }), {}, ['volume_range!']],
    [
      'an order sent already',
      sized(),
      { state: ({ signals }) => void signals.set('s1', life({ orders: ['C1'] })) },
      ['not_ordered_yet!'],
    ],
    [
      'a price outside the approved band',
      sized(),
      { state: approved('approved'), facts: { quote: { ...quote, ask: 1.10021 } } },
      ['approval_band_points!'],
    ],
    [
      '... or the band of a veto',
      sized(),
      { state: approved('unvetoed'), facts: { quote: { ...quote, ask: 1.09999, bid: 1.09998 } } },
      ['approval_band_points!'],
    ],
  ])('refuses %s', (_, of, parts, codes) => {
    const result = u4(of, view(parts));
    expect([result.verdict, failed(result.criteria)]).toEqual(['refused', codes]);
  });

  it('holds an approval inside its band', () =>
    expect(u4(sized(), view({ state: approved('approved'), facts: { quote: { ...quote, ask: 1.1002 } } })).verdict).toBe(
      'passed',
    ));
});
