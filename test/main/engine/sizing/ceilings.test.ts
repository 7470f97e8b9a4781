import { describe, expect, it } from 'vitest';
import {
  kellyPercent,
  lossOf,
  lossPerLot,
  marginPerLot,
  marginRoom,
  riskPercentOf,
  sizeOrder,
  wilsonLower,
  type SizeRequest,
} from '#engine/sizing';
import { lowestOf } from '../../../../main/engine/sizing/ceiling.ts';
import { defaultConfig } from '#shared/config';
import { NO_PERFORMANCE } from '#shared/projection';
import { NO_CEILINGS } from './no-ceilings.ts';
import { account, EURUSD } from '../rulebook/desk.ts';

/** Ten pips of stop and 7 of commission: 107 a lot. */
const request = (part: Partial<SizeRequest> = {}): SizeRequest => ({
  side: 'BUY',
  entry: 1.1,
  stopLoss: 1.099,
  spec: EURUSD,
  account: account({ leverage: 500 }),
  risk: { percent: 1.07, binding: 'strategy_risk' },
  costs: { commissionPerLot: 7, slippagePoints: 0 },
  room: { day: 1e6, total: 1e6 },
  ...NO_CEILINGS,
  ...part,
});
const textOf = (part: Partial<SizeRequest>) => sizeOrder(request(part)).criterion.text;

describe('the sentence of a size', () => {
  it.each<[Partial<SizeRequest>, string]>([
    [{}, "10 lots, set by the strategy's risk of 1.07 % (1,070.00 at a loss of 107.00 a lot)."],
    [
      { risk: { percent: 1.07, binding: 'signal_risk' } },
      '10 lots, set by the risk the signal asks for of 1.07 % (1,070.00 at a loss of 107.00 a lot).',
    ],
    [
      { risk: { percent: 1.07, binding: 'risk_cap' } },
      "10 lots, set by the strategy's cap of 1.07 % (1,070.00 at a loss of 107.00 a lot).",
    ],
    [{ room: { day: 535, total: 1e6 } }, '5 lots, set by the room left today (535.00 at a loss of 107.00 a lot).'],
    [{ room: { day: 1e6, total: 535 } }, '5 lots, set by the room left in all (535.00 at a loss of 107.00 a lot).'],
    [
      { room: { day: 535, total: 1e6 }, nightsPerLot: 36 },
      '3.74 lots, set by the room left today (535.00 at a loss of 107.00 and a swap of 36.00 before the reset a lot).',
    ],
    [
      { room: { day: 1e6, total: 535 }, nightsPerLot: 12 },
      '4.49 lots, set by the room left in all (535.00 at a loss of 107.00 and a swap of 12.00 before the reset a lot).',
    ],
    [{ nightsPerLot: 36 }, "10 lots, set by the strategy's risk of 1.07 % (1,070.00 at a loss of 107.00 a lot)."],
    [{ strategyDayRoom: 535 }, "5 lots, set by what is left of the strategy's daily risk (535.00 at a loss of 107.00 a lot)."],
    [{ currencyRoom: 535 }, '5 lots, set by what is left for this currency bet (535.00 at a loss of 107.00 a lot).'],
    [{ groupRoom: 535 }, '5 lots, set by what is left for its group of symbols (535.00 at a loss of 107.00 a lot).'],
    [
      { portfolioRoom: 535 },
      '5 lots, set by what is left for the effective risk of all positions (535.00 at a loss of 107.00 a lot).',
    ],
    [{ kellyPercent: 0.535 }, '5 lots, set by the share of Kelly of the closed trades (535.00 at a loss of 107.00 a lot).'],
    [
      { account: account({ leverage: 10 }) },
      '6.36 lots, set by the usable margin (70,000.00 at 11,000.00 a lot by a leverage of 1:10).',
    ],
    [{ riskMoney: 321 }, '3 lots, set by the money that the signal asks to risk (321.00 at a loss of 107.00 a lot).'],
    [
      { riskMoney: 1 },
      'Only 0.0093 lots by the money that the signal asks to risk (1.00 at a loss of 107.00 a lot), below the minimum of 0.01.',
    ],
    [{ volumeMax: 3 }, "3 lots, set by the signal's own upper bound (3 lots)."],
    [{ lotsPerTicket: 4 }, "4 lots, set by the rulebook's limit a ticket (4 lots)."],
    [{ spec: { ...EURUSD, volumeMax: 2.5 } }, "2.5 lots, set by the symbol's maximum (2.5 lots)."],
    [{ volumeMax: 0.0099999 }, "Only 0.0099 lots by the signal's own upper bound (0.0099999 lots), below the minimum of 0.01."],
    [{ volumeMax: -1 }, "Only 0 lots by the signal's own upper bound (-1 lots), below the minimum of 0.01."],
  ])('%j', (part, text) => expect(textOf(part)).toBe(text));

  it('stands beside the numbers it comes from', () => {
    expect(sizeOrder(request()).criterion).toEqual({
      code: 'volume_minimum',
      ok: true,
      observed: 10,
      limit: 0.01,
      hard: true,
      text: expect.any(String) as string,
    });
    expect(sizeOrder(request({ volumeMax: 0.01 }))).toMatchObject({ lots: 0.01, criterion: { ok: true } });
    expect(sizeOrder(request({ volumeMax: 0.009 }))).toMatchObject({
      lots: 0,
      loss: null,
      smallestLoss: expect.closeTo(1.07, 8) as number,
      criterion: { ok: false, observed: 0.009 },
    });
  });

  it('names the first of two equal ceilings, as a trader would', () => {
    expect(
      lowestOf([
        { binding: 'margin', lots: 2, money: null },
        { binding: 'kelly', lots: 1, money: 1 },
        { binding: 'ticket_limit', lots: 1, money: null },
      ]).binding,
    ).toBe('kelly');
    expect(sizeOrder(request({ room: { day: 1_070, total: 1_070 } })).binding).toBe('strategy_risk');
  });

  it('of a seller is measured to a stop above; one on the wrong side is a bug', () => {
    expect(sizeOrder(request({ side: 'SELL', stopLoss: 1.101 })).lots).toBe(10);
    expect(() => sizeOrder(request({ side: 'SELL' }))).toThrow('a stop lies on the losing side of its entry');
    expect(() => sizeOrder(request({ stopLoss: 1.1 }))).toThrow('a stop lies on the losing side of its entry');
  });
});

describe('a loss', () => {
  it('is stop, commission and slippage, each by lots', () => {
    const costs = { commissionPerLot: 7, slippagePoints: 3 };
    expect(lossPerLot(0.001, EURUSD, costs)).toBeCloseTo(110, 8);
    expect(lossOf(2, 0.001, EURUSD, costs, 22_000)).toEqual({
      stop: expect.closeTo(200, 8) as number,
      commission: 14,
      slippage: expect.closeTo(6, 8) as number,
      total: expect.closeTo(220, 8) as number,
      pctOfBalance: expect.closeTo(1, 8) as number,
    });
    expect(() => lossOf(1, 0.001, EURUSD, costs, 0)).toThrow('a loss is a share of a positive balance');
    // A quarter of a point a tick: four ticks to the point.
    expect(lossPerLot(0.001, { ...EURUSD, tickSize: 0.0000025, tickValueLoss: 0.25 }, costs)).toBeCloseTo(110, 8);
  });

  it('of margin leaves three tenths of the equity free', () => {
    expect(marginPerLot(1.1, 'BUY', EURUSD, account({ leverage: 20 }))).toEqual({
      by: 'leverage',
      perLot: expect.closeTo(5_500, 8) as number,
      leverage: 20,
    });
    // The account's leverage bounds what it shows, and no more than 1:30 is believed of it.
    expect(marginPerLot(1.1, 'BUY', EURUSD, account({ leverage: 500 }))).toMatchObject({ leverage: 30 });
    // The terminal's own word goes before it, side by side; asked for and not to be had, it is unknown, never nothing.
    const told = { ...EURUSD, margin: { buy: 900, sell: 800 } };
    expect([
      marginPerLot(1.1, 'BUY', told, account({ leverage: 500 })),
      marginPerLot(1.1, 'SELL', told, account({ leverage: 500 })),
      marginPerLot(1.1, 'BUY', { ...EURUSD, margin: null }, account({ leverage: 500 })),
    ]).toEqual([
      { by: 'terminal', perLot: 900, leverage: null },
      { by: 'terminal', perLot: 800, leverage: null },
      { by: 'unknown' },
    ]);
    expect([
      marginRoom(account({ freeMargin: 50_000, equity: 90_000 })),
      marginRoom(account({ freeMargin: 20_000, equity: 90_000 })),
    ]).toEqual([23_000, 0]);
  });
});

describe('risk', () => {
  const profile = defaultConfig().strategies.m5_bos;
  it.each([
    [1, null, profile.riskPercent, 'strategy_risk'],
    [0.5, null, profile.riskPercent / 2, 'strategy_risk'],
    [1, 0.1, 0.1, 'signal_risk'],
    [1, 99, profile.riskPercent, 'strategy_risk'],
    [0.5, profile.riskPercent / 2, profile.riskPercent / 2, 'strategy_risk'],
  ] as const)('factor %d, asked %j', (factor, asked, percent, binding) =>
    expect(riskPercentOf(profile, factor, asked)).toEqual({ percent, binding }),
  );

  it('is never above the cap, and a factor never above one', () => {
    expect(riskPercentOf({ ...profile, riskPercent: 3, maxRiskPercent: 1 }, 1, null)).toEqual({
      percent: 1,
      binding: 'risk_cap',
    });
    expect(riskPercentOf({ ...profile, riskPercent: 3, maxRiskPercent: 1 }, 1, 2)).toEqual({ percent: 1, binding: 'risk_cap' });
    for (const factor of [0, -1, 1.01])
      expect(() => riskPercentOf(profile, factor, null)).toThrow('a risk factor is above zero and never above one');
  });

  it('of Kelly needs thirty trades, wins, losses and money lost', () => {
    const past = { ...NO_PERFORMANCE, trades: 30, wins: 20, losses: 10, grossWin: 4_000, grossLoss: 1_000 };
    const expected = (wilsonLower(20 / 30, 30) - (1 - wilsonLower(20 / 30, 30)) / 2) * 50;
    expect(kellyPercent(past, 0.5)).toBeCloseTo(expected, 8);
    for (const part of [{ trades: 29 }, { wins: 0 }, { losses: 0 }, { grossLoss: 0 }, { grossLoss: -1 }])
      expect(kellyPercent({ ...past, ...part }, 0.5)).toBeNull();
  });
});
