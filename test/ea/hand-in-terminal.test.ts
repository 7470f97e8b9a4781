import { describe, expect, test } from 'vitest';
import { identifierOf, type Position } from '#shared/domain';
import type { DeskWithEa } from './desk-with-ea.ts';
import { clock, pause } from './ea-clock.ts';
import { ENDS, Held, managing } from './managed-desk.ts';
import { agreed } from './waiting-entry.ts';
import { until } from '../main/adapters/mt5/waiting.ts';

const SIDES = [
  ['BUY', 'EURUSD'],
  ['SELL', 'GBPUSD'],
] as const;
const WITHIN_MS = 20_000;
/** Long enough for a request that must not come. */
const QUIET_MS = 700;

/** What the trader does in the terminal itself. */
const byHand = (desk: DeskWithEa, change: Parameters<DeskWithEa['venue']['account']['tradeByHand']>[0]): void => {
  const end = desk.venue.account.tradeByHand(change, clock.nowMs());
  if ('text' in end) throw new Error(`by hand: ${end.text}`);
};
const moveLevels = (desk: DeskWithEa, position: string, stopLoss: number, takeProfit: number): void => {
  const { answer } = desk.venue.account.trade({ action: 'sltp', position, stopLoss, takeProfit }, clock.nowMs(), 'hand');
  if (answer?.retcode !== 10_009) throw new Error(`by hand: ${JSON.stringify(answer)}`);
};
const ledger = (desk: DeskWithEa, ticket: string): Position | undefined => desk.runtime.cockpit.positions.get(ticket)?.position;
/** Requests that the cockpit made for positions that are open. */
const asked = (desk: DeskWithEa): readonly string[] =>
  desk.records('order.intended').flatMap(({ payload: { request } }) => (request.op === 'open' ? [] : [request.op]));
const half = (lots: number): number => Number((lots / 2).toFixed(2));

/** The same stories over every kind of terminal. */
describe.each(ENDS)('by hand in the %s terminal', (far) => {
  const story = async (
    rules: Record<string, unknown>,
    tell: (held: Held) => Promise<void>,
    changes: Parameters<typeof managing>[2] = {},
  ): Promise<void> => {
    const desk = await managing(far, rules, changes);
    for (const [side, symbol] of SIDES) {
      const held = await Held.open(desk, `s-${side}`, side, symbol);
      await tell(held);
      held.end();
    }
    expect(await agreed(desk)).toEqual([]);
    expect(await desk.close()).toBe(0);
  };

  test.each([
    ['nearer', -0.5],
    ['further away', -1.5],
  ])('stop moved %s and target moved: the ledger follows, nothing is moved back, and it ends there', (_where, r) =>
    story({}, async (held) => {
      const { desk, ticket } = held;
      moveLevels(desk, ticket, held.level(r), held.level(2));
      await until(() => ledger(desk, ticket)?.stopLoss === held.level(r), WITHIN_MS);
      await held.stays(0);
      expect([ledger(desk, ticket), held.position]).toMatchObject(
        Array(2).fill({ stopLoss: held.level(r), takeProfit: held.level(2) }),
      );
      held.to(r - 0.1);
      const [state] = await desk.state(held.signalId, ['closed', 'failed'], WITHIN_MS);
      expect([state, desk.life(held.signalId)?.trade?.reason, asked(desk)]).toEqual(['closed', 'sl', []]);
    }),
  );

  test('half closed: the rest keeps its stop, and the trade is both parts', () =>
    story({}, async (held) => {
      const { desk, ticket } = held;
      held.to(1);
      byHand(desk, { close: ticket, volume: half(held.lots) });
      const rest = Number((held.lots - half(held.lots)).toFixed(2));
      await until(() => ledger(desk, ticket)?.volume === rest, WITHIN_MS);
      expect([desk.life(held.signalId)?.state, held.position]).toMatchObject([
        'open',
        { volume: rest, stopLoss: held.level(-1) },
      ]);
      held.to(-1.1);
      const [state] = await desk.state(held.signalId, ['closed', 'failed'], WITHIN_MS);
      const money = desk.venue.account.deals(0).reduce((sum, { position, ...deal }) => {
        return position === ticket ? sum + deal.profit + deal.commission + deal.swap : sum;
      }, 0);
      const trade = desk.life(held.signalId)?.trade;
      expect([state, trade?.volume ?? held.lots, asked(desk)]).toEqual(['closed', held.lots, []]);
      expect(trade?.pnl).toBeCloseTo(money, 2);
    }));

  test('all of it closed: the signal is closed, and not by us', () =>
    story({ breakEvenAtR: 1 }, async (held) => {
      const { desk, ticket } = held;
      byHand(desk, { close: ticket, volume: held.lots });
      const [state] = await desk.state(held.signalId, ['closed', 'failed'], WITHIN_MS);
      expect([state, desk.life(held.signalId)?.trade?.reason, ledger(desk, ticket), asked(desk)]).toEqual([
        'closed',
        'client',
        undefined,
        [],
      ]);
    }));

  test('everything closed, ours and theirs: nothing is held, and nothing comes back', async () => {
    const desk = await managing(far, {});
    const held = [await Held.open(desk, 's1', 'BUY'), await Held.open(desk, 's2', 'SELL', 'GBPUSD')];
    desk.venue.byHand('USDJPY', 'BUY', 0.2);
    await until(() => desk.runtime.cockpit.positions.size === 3, WITHIN_MS);
    for (const one of desk.venue.positions) byHand(desk, { close: identifierOf(one), volume: one.volume });
    await until(() => desk.runtime.cockpit.positions.size === 0, WITHIN_MS);
    await pause(QUIET_MS);
    expect([held.map(({ signalId }) => desk.life(signalId)?.state), desk.venue.positions, asked(desk)]).toEqual([
      ['closed', 'closed'],
      [],
      [],
    ]);
    held.forEach((one) => one.end());
    expect(await agreed(desk)).toEqual([]);
    expect(await desk.close()).toBe(0);
  });

  test('a position of theirs is seen, left alone by every rule, and gone when they close it', async () => {
    const desk = await managing(far, { breakEvenAtR: 1, partials: [{ atR: 1, percent: 50 }], maxAdverseR: 0.5 });
    const { bid = 0 } = desk.terminal.quote('EURUSD') ?? {};
    const common = { symbol: 'EURUSD', side: 'BUY', volume: 0.4, takeProfit: null, price: null } as const;
    byHand(desk, { ...common, stopLoss: Number((bid - 0.002).toFixed(5)) });
    const ticket = identifierOf(desk.venue.positions[0] ?? { ticket: '' });
    await until(() => ledger(desk, ticket) !== undefined, WITHIN_MS);
    for (const price of [bid + 0.003, bid - 0.0015]) {
      desk.venue.price('EURUSD', Number(price.toFixed(5)));
      await pause(QUIET_MS);
    }
    expect([desk.venue.positions, asked(desk)]).toMatchObject([[{ volume: 0.4 }], []]);
    byHand(desk, { close: ticket, volume: 0.4 });
    await until(() => ledger(desk, ticket) === undefined, WITHIN_MS);
    expect(await agreed(desk)).toEqual([]);
    expect(await desk.close()).toBe(0);
  });

  test('its stop taken off: it gets the same one again', () =>
    story({}, async (held) => {
      held.desk.venue.takeStopAway(held.ticket);
      await until(() => held.position?.stopLoss === held.level(-1), WITHIN_MS);
      await until(() => held.ledgerAgrees, WITHIN_MS);
      expect(held.position?.stopLoss).toBe(held.level(-1));
      // A look of the moment between is still on its way, and nothing is opened beside a position that was seen without a stop.
      for (let looks = 0; looks < 3; looks += 1) await held.desk.looked();
    }));

  test('a stop that a rule has moved is moved by hand: the hand has the last word', () =>
    story({ breakEvenAtR: 1 }, async (held) => {
      const { desk, ticket } = held;
      await held.moves(1.05, 1);
      moveLevels(desk, ticket, held.level(-0.5), held.level(3));
      await until(() => ledger(desk, ticket)?.stopLoss === held.level(-0.5), WITHIN_MS);
      await held.stays(1.5);
      expect([held.rules, held.position?.stopLoss]).toEqual([['break_even'], held.level(-0.5)]);
    }));

  test('a part closed by hand and a part closed by a rule: each once', () =>
    story({ partials: [{ atR: 1, percent: 50 }] }, async (held) => {
      const { desk, ticket, lots } = held;
      const quarter = Number((lots / 4).toFixed(2));
      byHand(desk, { close: ticket, volume: quarter });
      await until(() => (ledger(desk, ticket)?.volume ?? lots) < lots, WITHIN_MS);
      await held.moves(1.05, 1);
      await held.stays(1.2);
      expect([held.rules, held.out.length, (held.out[1] ?? 0) / lots]).toEqual([['partial 1'], 2, expect.closeTo(0.5, 1)]);
    }));

  test.each([
    ['a part', 0.5, 'open'],
    ['all', 1, 'closed'],
  ] as const)(
    'while the link is lost %s of it is closed: known when it is back, and nothing closed twice',
    async (_what, share, end) => {
      const desk = await managing(far, {});
      const held = await Held.open(desk, 's1', 'BUY');
      const restarted = desk.restartTerminal();
      byHand(desk, { close: held.ticket, volume: share === 1 ? held.lots : half(held.lots) });
      await restarted;
      await desk.isUp();
      if (end === 'closed') await desk.state('s1', ['closed', 'failed'], WITHIN_MS);
      expect(await agreed(desk)).toEqual([]);
      expect([desk.life('s1')?.state, held.out.length, asked(desk)]).toEqual([end, 1, []]);
      held.end();
      expect(await desk.close()).toBe(0);
    },
  );

  test('while the cockpit is dead its levels are moved and a part is closed: the ledger follows', async () => {
    const desk = await managing(far, {});
    const held = await Held.open(desk, 's1', 'SELL');
    const restarted = desk.restartCockpit();
    moveLevels(desk, held.ticket, held.level(-0.5), held.level(2));
    byHand(desk, { close: held.ticket, volume: half(held.lots) });
    await restarted;
    await desk.isUp();
    expect(await agreed(desk)).toEqual([]);
    expect([ledger(desk, held.ticket)?.stopLoss, desk.life('s1')?.state, asked(desk)]).toEqual([held.level(-0.5), 'open', []]);
    held.end();
    expect(await desk.close()).toBe(0);
  });

  test('on a netting account: traded against, half is gone; traded along, it is more, with one stop', async () => {
    const desk = await managing(far, {}, { netting: true });
    const held = await Held.open(desk, 's1', 'BUY');
    desk.venue.byHand('EURUSD', 'SELL', half(held.lots));
    await until(() => (ledger(desk, held.ticket)?.volume ?? held.lots) < held.lots, WITHIN_MS);
    const less = held.position?.volume;
    desk.venue.byHand('EURUSD', 'BUY', held.lots);
    await until(() => (ledger(desk, held.ticket)?.volume ?? 0) > held.lots, WITHIN_MS);
    await pause(QUIET_MS);
    expect([less, held.position, desk.life('s1')?.state, desk.bugs]).toMatchObject([
      Number((held.lots - half(held.lots)).toFixed(2)),
      { stopLoss: held.level(-1) },
      'open',
      [],
    ]);
    held.end();
    expect(await desk.close()).toBe(0);
  });
});
