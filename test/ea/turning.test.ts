import { describe, expect, test } from 'vitest';
import { identifierOf } from '#shared/domain';
import type { Request } from '#shared/ipc';
import { DeskWithEa, type FarEnd } from './desk-with-ea.ts';
import { ENDS } from './managed-desk.ts';
import { agreed, booked } from './waiting-entry.ts';
import { clock } from './ea-clock.ts';
import { until } from '../main/adapters/mt5/waiting.ts';

const ANY = { sessions: ['any'], maxConcurrent: 9 };
const WITHIN_MS = 30_000;
const OPENED = ['open', 'failed', 'rejected'] as const;
const desked = (far: FarEnd, changes: Parameters<typeof DeskWithEa.connected>[0] = {}): Promise<DeskWithEa> =>
  DeskWithEa.connected({
    ...{ far, ...changes },
    config: {
      strategies: { m5_bos: ANY, m1_retest: ANY, by_hand: ANY },
      cells: { u3: { onePositionPerSymbol: false, maxOpenPositions: 9, opposite: 'allow' } },
    },
  });
/** A position of the signal, by its identifier. */
async function opened(desk: DeskWithEa, id: string, side: 'BUY' | 'SELL', stopPips = 20): Promise<string> {
  const { bid = 0 } = desk.terminal.quote('EURUSD') ?? {};
  const up = side === 'BUY' ? 1 : -1;
  const price_levels = { entry: bid, stop_loss: bid - up * stopPips * 0.0001, take_profit: bid + up * 3 * stopPips * 0.0001 };
  await desk.signal(id, { side, price_levels });
  const [state, why] = await desk.state(id, OPENED, WITHIN_MS);
  const ticket = desk.life(id)?.ticket ?? null;
  if (state !== 'open' || ticket === null) throw new Error(`${id} did not open: ${state} ${why}`);
  return ticket;
}
const turn = (desk: DeskWithEa, ticket: string): Request<'position.reverse'> => {
  const { bid = 0 } = desk.terminal.quote('EURUSD') ?? {};
  const stopLoss = Number((bid + 0.003).toFixed(5));
  return {
    ...{ ticket, clientId: `turn-${ticket}`, stopLoss, takeProfit: null },
    riskPercent: null,
    volumeMax: null,
    reason: null,
  };
};
/** Requests that left the cockpit, by what they ask. */
const asked = (desk: DeskWithEa): readonly string[] => desk.records('order.intended').map(({ payload }) => payload.request.op);
const sides = (desk: DeskWithEa): readonly string[] => desk.venue.positions.map(({ direction }) => direction);
/** From now on: whether the venue ever held both sides at once. */
function watched(desk: DeskWithEa): () => boolean {
  let both = false;
  const timer = setInterval(() => {
    both ||= new Set(sides(desk)).size > 1;
  }, 2);
  return () => {
    clearInterval(timer);
    return both;
  };
}

describe.each(ENDS)('a position turned round with the %s terminal', (far) => {
  test.each([false, true])('is closed and then opened on its other side (netting account: %s)', async (netting) => {
    const desk = await desked(far, { netting });
    const since = clock.nowMs() - 60_000;
    const ticket = await opened(desk, 's1', 'BUY');
    const both = watched(desk);
    const done = await desk.desk.command('position.reverse', turn(desk, ticket), 'trader:test');
    const again = await desk.desk.command('position.reverse', turn(desk, ticket), 'trader:test');
    const [state, why] = await desk.state(`turn-${ticket}`, OPENED, WITHIN_MS);
    expect([done.ok, again.ok, state, why ?? '', sides(desk), asked(desk), both()]).toEqual([
      ...[true, true, 'open', '', ['SELL']],
      ['open', 'close', 'open'],
      false,
    ]);
    expect(desk.venue.positions[0]).toMatchObject({ stopLoss: turnStop(desk, ticket) });
    expect([await agreed(desk), await booked(desk, since)]).toEqual([[], []]);
    expect(await desk.close()).toBe(0);
  });

  test('is opened once the rest of a partly filled close is gone too', async () => {
    const desk = await desked(far);
    const ticket = await opened(desk, 's1', 'BUY');
    desk.venue.faults.push({ kind: 'partial_fill', share: 0.4 });
    const both = watched(desk);
    await desk.desk.command('position.reverse', turn(desk, ticket), 'trader:test');
    const [state] = await desk.state(`turn-${ticket}`, OPENED, WITHIN_MS);
    expect([state, sides(desk), asked(desk), both()]).toEqual(['open', ['SELL'], ['open', 'close', 'close', 'open'], false]);
    expect([await agreed(desk), await desk.close()]).toEqual([[], 0]);
  });
});

/** The alarm of a turn that stopped half-way, as it stands. */
const halfTurned = (desk: DeskWithEa) => {
  const life = desk.runtime.cockpit.alarms.get('half_turned');
  return life?.state === 'active' ? life.alarm : null;
};

describe.each(ENDS)('a turn that stops half-way with the %s terminal', (far) => {
  test('closed and not opened is an alarm until the symbol is traded again', async () => {
    const desk = await desked(far);
    const since = clock.nowMs() - 60_000;
    const ticket = await opened(desk, 's1', 'BUY');
    // The close is refused once; until it is asked for again the price is beyond the stop of the other side.
    desk.venue.faults.push({ kind: 'refuse', retcode: 10_006, text: 'Request rejected' });
    await desk.desk.command('position.reverse', turn(desk, ticket), 'trader:test');
    await until(() => desk.records('order.resolved').some(({ payload }) => payload.outcome.kind === 'refused'), WITHIN_MS);
    desk.venue.price('EURUSD', Number(((desk.terminal.quote('EURUSD')?.bid ?? 0) + 0.005).toFixed(5)));
    const [state] = await desk.state(`turn-${ticket}`, OPENED, WITHIN_MS);
    await until(() => halfTurned(desk) !== null, WITHIN_MS);
    expect([state, sides(desk), asked(desk), halfTurned(desk)?.rows]).toMatchObject([
      ...['rejected', [], ['open', 'close', 'close']],
      [
        {
          subject: `turn-${ticket}`,
          text: expect.stringMatching(/^SELL EURUSD: position \S+ is closed, and the other/) as string,
        },
      ],
    ]);
    await opened(desk, 's2', 'SELL');
    await until(() => halfTurned(desk) === null, WITHIN_MS);
    expect([halfTurned(desk), sides(desk), await agreed(desk), await booked(desk, since)]).toEqual([null, ['SELL'], [], []]);
    expect(await desk.close()).toBe(0);
  });
});

describe.each(ENDS.filter((far) => far !== 'paper'))('a turn whose entry nobody has answered, with the %s terminal', (far) => {
  test('is an alarm while the terminal is away, and ends when it is found, opened once', async () => {
    const desk = await desked(far);
    const ticket = await opened(desk, 's1', 'BUY');
    const both = watched(desk);
    let isKilled = false;
    desk.venue.onRequest = () => {
      if (isKilled || asked(desk).at(-1) !== 'open') return;
      isKilled = true;
      if (desk.double === null) void desk.ea.kill();
      else desk.double.end();
    };
    await desk.desk.command('position.reverse', turn(desk, ticket), 'trader:test');
    await until(() => halfTurned(desk) !== null, WITHIN_MS);
    expect([halfTurned(desk)?.cause, desk.life(`turn-${ticket}`)?.state]).toEqual([
      `SELL EURUSD: position ${ticket} is closed, and there is no answer to the order for the other side.`,
      'unknown',
    ]);
    desk.attach();
    const [state] = await desk.state(`turn-${ticket}`, OPENED, WITHIN_MS);
    await until(() => halfTurned(desk) === null, WITHIN_MS);
    expect([state, halfTurned(desk), sides(desk), asked(desk), both()]).toEqual([
      ...['open', null, ['SELL'], ['open', 'close', 'open']],
      false,
    ]);
    expect([await agreed(desk), await desk.close()]).toEqual([[], 0]);
  });
});

const turnStop = (desk: DeskWithEa, ticket: string): number | undefined =>
  desk.runtime.cockpit.signals.get(`turn-${ticket}`)?.signal.stopLoss ?? undefined;

describe.each(ENDS)('two positions closed by each other with the %s terminal', (far) => {
  test('lose the smaller one’s lots; the rest keeps its stop, and both trades are the broker’s', async () => {
    const desk = await desked(far);
    const since = clock.nowMs() - 60_000;
    const long = await opened(desk, 's1', 'BUY');
    const short = await opened(desk, 's2', 'SELL', 40);
    const at = (ticket: string) => desk.venue.positions.find((one) => identifierOf(one) === ticket);
    const [large, small] = [at(long)?.volume ?? 0, at(short)?.volume ?? 0];
    const stop = at(long)?.stopLoss;
    expect(large).toBeGreaterThan(small);
    const left = Number((large - small).toFixed(2));
    expect(await desk.desk.command('position.close', { ticket: long, by: short }, 'trader:test')).toMatchObject({ ok: true });
    await until(() => desk.runtime.cockpit.positions.get(long)?.position.volume === left, WITHIN_MS);
    await desk.state('s2', ['closed'], WITHIN_MS);
    expect([at(short), at(long)?.volume, at(long)?.stopLoss, asked(desk).at(-1)]).toEqual([undefined, left, stop, 'close_by']);
    await desk.desk.command('position.close', { ticket: long }, 'trader:test');
    await desk.state('s1', ['closed'], WITHIN_MS);
    expect([await agreed(desk), await booked(desk, since)]).toEqual([[], []]);
    expect(await desk.close()).toBe(0);
  });
});
