import { describe, expect, test } from 'vitest';
import { identifierOf } from '#shared/domain';
import { DeskWithEa } from './desk-with-ea.ts';
import { ENDS } from './managed-desk.ts';
import { agreed } from './waiting-entry.ts';
import { clock } from './ea-clock.ts';
import { until } from '../main/adapters/mt5/waiting.ts';

const WITHIN_MS = 30_000;

describe.each(ENDS)('a netting position that is turned round in the terminal, with the %s one', (far) => {
  test.each([false, true])(
    'ends one trade and begins another under its identifier (the cockpit away meanwhile: %s)',
    async (isAway) => {
      const desk = await DeskWithEa.connected({ far, netting: true });
      const { venue } = desk;
      const since = clock.nowMs() - 60_000;
      await desk.signal('s1', { side: 'BUY' });
      await desk.state('s1', ['open', 'failed', 'rejected'], WITHIN_MS);
      const [held] = venue.positions;
      if (held === undefined) throw new Error(`did not open: ${desk.life('s1')?.reason?.text}`);
      const position = identifierOf(held);
      const lots = Number((held.volume * 1.5).toFixed(2));
      const away = isAway ? desk.restartCockpit(1_500) : Promise.resolve();
      venue.account.tradeByHand(
        { symbol: 'EURUSD', side: 'SELL', volume: lots, stopLoss: 1.16, takeProfit: null, price: null },
        clock.nowMs(),
      );
      await away;
      const here = () => desk.runtime.cockpit.positions.get(position)?.position;
      await until(() => here()?.direction === 'SELL' && desk.life('s1')?.state === 'closed', WITHIN_MS);
      const left = Number((lots - held.volume).toFixed(2));
      const [first] = desk.runtime.cockpit.trades.filter(({ ticket }) => ticket === position);
      expect([desk.life('s1')?.state, here()?.direction, here()?.volume, first]).toMatchObject([
        ...['closed', 'SELL', left],
        { signalId: 's1', side: 'BUY', volume: held.volume },
      ]);
      expect(await agreed(desk)).toEqual([]);
      // Nobody closes or moves what is not ours any more; taken off by hand, both trades are the broker's deals.
      const asked = desk.records('order.intended').map(({ payload }) => payload.request.op);
      venue.account.tradeByHand(
        { symbol: 'EURUSD', side: 'BUY', volume: left, stopLoss: null, takeProfit: null, price: null },
        clock.nowMs(),
      );
      await until(() => here() === undefined && desk.runtime.cockpit.trades.length === 2, WITHIN_MS);
      expect([asked, desk.runtime.cockpit.trades.map(({ side, volume }) => [side, volume])]).toEqual([
        ['open'],
        [
          ['BUY', held.volume],
          ['SELL', left],
        ],
      ]);
      expect([await agreed(desk), desk.bugs, await desk.close()]).toEqual([[], [], 0]);
      expect(venue.account.deals(since).map(({ entry }) => entry)).toEqual(['in', 'inout', 'out']);
    },
  );
});
