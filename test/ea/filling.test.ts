import { describe, expect, test } from 'vitest';
import { until } from '../main/adapters/mt5/waiting.ts';
import { hasCompiler } from './compiled-ea.ts';
import { DeskWithEa } from './desk-with-ea.ts';

const DONE = ['open', 'failed', 'rejected'];
/** SYMBOL_FILLING_MODE: fill or kill. The venue deals EURUSD by immediate or cancel alone. */
const FOK = 1;
/** By ORDER_FILLING_...: of each request that came. */
const ways = ({ venue }: DeskWithEa): readonly number[] => venue.requests.map((request) => Number(request[9]));

describe.skipIf(!hasCompiler)('a symbol whose filling flags are not what its server does', () => {
  test.each([
    ['name another way', FOK],
    ['name none', 0],
  ])('is opened and closed all the same where they %s, each once, and what was refused is remembered', async (_what, flags) => {
    const desk = await DeskWithEa.connected({ venue: (venue) => void venue.fillingFlags.set('EURUSD', flags) });
    await desk.signal('s1');
    const [state] = await desk.state('s1', DONE);
    const opened = [state, desk.venue.positions.length, ways(desk)];
    await desk.signal('s2');
    await desk.state('s2', DONE);
    await desk.ask('trading.halt', { reason: 'a test', flatten: true });
    await until(() => desk.venue.positions.length === 0, 20_000);
    const first = flags === FOK ? [0, 1] : [1];
    expect([opened, ways(desk), desk.venue.positions.length]).toEqual([['open', 1, first], [...first, 1, 1, 1], 0]);
    expect([desk.bugs, await desk.close()]).toEqual([[], 0]);
  });

  test('is closed by the Expert Advisor alone, in another way than the first one', async () => {
    const desk = await DeskWithEa.connected({ inputs: { InpSilence: '2', InpSilenceSeconds: '5' } });
    await desk.signal('s1');
    await desk.state('s1', DONE);
    desk.venue.fillingFlags.set('EURUSD', FOK);
    await desk.terminal.stop();
    expect(await until(() => desk.venue.positions.length === 0, 30_000)).toBe(true);
    expect(ways(desk)).toEqual([1, 0, 1]);
    expect(await desk.close()).toBe(0);
  });

  test('where no way is taken, the entry fails once, after each of them', async () => {
    const desk = await DeskWithEa.connected();
    desk.venue.judge = () => ({ kind: 'refuse', retcode: 10_030, text: 'Unsupported filling mode' });
    await desk.signal('s1');
    const [state, why] = await desk.state('s1', DONE);
    expect([state, ways(desk).toSorted(), desk.venue.positions.length, why]).toEqual([
      'failed',
      [0, 1, 2],
      0,
      expect.stringContaining('INVALID_FILL 10030') as string,
    ]);
    expect([desk.bugs, await desk.close()]).toEqual([[], 0]);
  });
});
