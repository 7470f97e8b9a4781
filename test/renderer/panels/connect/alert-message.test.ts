import { describe, expect, test } from 'vitest';
import {
  ALERT_EVENTS,
  alertMessage,
  filledMessage,
  lineMessage,
  type AlertFill,
} from '#renderer/panels/connect/alert-message.ts';
import { signalBody } from '#renderer/panels/connect/snippets.ts';
import { CockpitInMemory } from '../../../main/runtime/cockpit-in-memory.ts';

const GATES = { cells: { u1: { minScore: 0 }, u2: { minProbability: 0, minConfidence: 0 } } };
const OWN = { my_bos: { kind: 'm5_bos', sessions: ['any'] } };
const CONFIG = {
  approvals: { mode: 'confirm' },
  strategies: { ...OWN, m5_bos: { sessions: ['any'] }, m1_retest: { sessions: ['any'] } },
  ...GATES,
};
const STRATEGIES = ['m5_bos', 'm1_retest', 'my_bos'];
const SYMBOLS = ['EURUSD', 'USDJPY', 'XAUUSD'];
const ORDERS = ['buy', 'sell', 'exit'] as const;

const fillOf = (story: CockpitInMemory, symbol: string, order: AlertFill['order']): AlertFill => {
  const quote = story.broker.quote(symbol);
  const [price, up] = order === 'sell' ? [quote?.bid ?? 1, -1] : [quote?.ask ?? 1, 1];
  const text = (share: number): string => (price * (1 + up * share)).toFixed(5);
  return { symbol, order, price: String(price), stop: text(-0.003), target: text(0.0075), atMs: story.clock.nowMs() };
};
const readBy = (story: CockpitInMemory, body: string) =>
  story.desk.trial({ source: 'tradingview', body, receivedAt: Math.floor(story.clock.nowMs()) });

describe('the message that the page makes', () => {
  test('for a strategy means what its orders do, whatever the symbol and the profile', async () => {
    const story = await CockpitInMemory.open({ config: CONFIG });
    for (const strategy of STRATEGIES)
      for (const chosen of [null, ...SYMBOLS])
        for (const order of ORDERS) {
          const symbol = chosen ?? 'GBPUSD';
          const message = alertMessage({ event: 'strategy', symbol: chosen, strategy });
          const { read, judged } = readBy(story, filledMessage(message, fillOf(story, symbol, order)));
          const wanted = {
            buy: `open BUY ${symbol} at `,
            sell: `open SELL ${symbol} at `,
            exit: `close BUY positions in ${symbol}`,
          };
          expect([read.ok, read.text.startsWith(wanted[order]), read.mend]).toEqual([true, true, null]);
          if (order !== 'exit')
            expect([read.text.endsWith(`RR 2.5, for ${strategy}`), judged]).toMatchObject([true, { ok: true }]);
        }
  });

  test.each(ALERT_EVENTS.map(([event]) => event).filter((event) => event !== 'strategy'))(
    'for the event %s means it',
    async (event) => {
      const story = await CockpitInMemory.open({ config: CONFIG });
      const words = {
        buy: 'open BUY',
        sell: 'open SELL',
        close_long: 'close BUY positions in',
        close_short: 'close SELL positions in',
      };
      for (const strategy of STRATEGIES)
        for (const symbol of SYMBOLS) {
          const fill = fillOf(story, symbol, event === 'sell' ? 'sell' : 'buy');
          const json = filledMessage(alertMessage({ event, symbol: null, strategy }), fill);
          const line = filledMessage(lineMessage({ event, symbol: null, strategy, stopPips: 40, targetPips: 100 }), fill);
          for (const body of [json, line]) {
            const { read } = readBy(story, body);
            expect([read.ok, read.text.startsWith(`${words[event]} ${symbol}`), read.mend]).toEqual([true, true, null]);
          }
        }
    },
  );

  test('is traded as it was tried, and the next one of the same text is a new wish with a new time', async () => {
    const story = await CockpitInMemory.open({ config: { ...CONFIG, approvals: { mode: 'auto' } } });
    const message = alertMessage({ event: 'strategy', symbol: null, strategy: 'm5_bos' });
    const send = (order: AlertFill['order']) =>
      story.submitRaw(filledMessage(message, fillOf(story, 'EURUSD', order)), 'tradingview');
    expect(await send('buy')).toMatchObject({ kind: 'accepted' });
    await story.advance(2_000);
    expect(story.broker.snapshot()?.positions.map(({ symbol, direction }) => [symbol, direction])).toEqual([['EURUSD', 'BUY']]);
    expect(await send('exit')).toMatchObject({ kind: 'accepted' });
    await story.advance(2_000);
    expect(story.broker.snapshot()?.positions).toEqual([]);
    expect(await send('buy')).toMatchObject({ kind: 'accepted' });
  });

  test('of a script without the plots is refused by their names, and its exit closes all the same', async () => {
    const story = await CockpitInMemory.open({ config: CONFIG });
    const message = alertMessage({ event: 'strategy', symbol: null, strategy: 'm5_bos' });
    const sent = (order: AlertFill['order']) =>
      readBy(
        story,
        filledMessage(message, { ...fillOf(story, 'EURUSD', order), stop: '{{plot("Stop")}}', target: '{{plot("Target")}}' }),
      ).read;
    expect([sent('buy').ok, sent('buy').mend]).toEqual([false, expect.stringMatching(/^sl .*\{\{plot\(.*tp .*\{\{plot\(/)]);
    expect([sent('exit').ok, sent('exit').text]).toEqual([true, 'close BUY positions in EURUSD']);
  });

  test('leaves nothing in braces once it is filled', async () => {
    const story = await CockpitInMemory.open({ config: CONFIG });
    for (const [event] of ALERT_EVENTS)
      expect(
        filledMessage(alertMessage({ event, symbol: null, strategy: 'm5_bos' }), fillOf(story, 'EURUSD', 'buy')),
      ).not.toMatch(/\{\{|\}\}/);
  });
});

test('the body of the example program is a signal of ours', async () => {
  const story = await CockpitInMemory.open({ config: CONFIG });
  const { price, stop, target, symbol } = fillOf(story, 'XAUUSD', 'buy');
  const wish = {
    url: 'http://127.0.0.1:8000/webhook/signal',
    isSigned: true,
    secret: 's',
    symbol,
    strategy: 'my_bos',
    levels: { price, stop, target },
  };
  const { read } = story.desk.trial({
    source: 'webhook',
    body: signalBody(wish, 'script-1', story.clock.nowMs()),
    receivedAt: Math.floor(story.clock.nowMs()),
  });
  expect([read.ok, read.text]).toEqual([true, expect.stringMatching(/^open BUY XAUUSD at .*, RR 2\.5, for my_bos$/)]);
});
