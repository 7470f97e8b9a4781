import { expect, test } from 'vitest';
import { HeldSymbols } from '#main/adapters/mt5/held-symbols.ts';
import { ACCOUNT, mirrorInHand, OFFSET_MS, NOON, POSITION, snapshotLines, SYMBOL } from './lines-in-hand.ts';

const inHand = (answer: () => Promise<readonly never[]> = () => Promise.resolve([])) => {
  const mirror = mirrorInHand();
  const [asked, logged]: [string[], string[]] = [[], []];
  const reader = { subscribe: (name: string) => (asked.push(name), answer()) };
  const held = new HeldSymbols(mirror, reader, { write: (_level, text) => void logged.push(text) });
  const shows = (...symbols: string[]): void => {
    const positions = symbols.map((sym, at) => ({ ...POSITION, sym, ticket: String(at + 1), id: String(at + 1) }));
    for (const line of [ACCOUNT, ...snapshotLines({ rev: asked.length + 10 }, positions)]) mirror.take(line);
  };
  return { mirror, held, asked, logged, shows };
};

test('a position in something that is not watched is described, once and then with the others, and said', () => {
  const { mirror, held, asked, logged, shows } = inHand();
  shows('EURUSD.r', 'NATGAS.f', 'NATGAS.f');
  held.begin();
  held.look(false);
  expect([asked, logged]).toEqual([
    ['NATGAS.f'],
    ['NATGAS.f is held and not watched: it is valued, and nothing is opened in it. mt5.watch adds it'],
  ]);
  held.look(true);
  expect(asked).toEqual(['NATGAS.f', 'NATGAS.f']);
  mirror.take({ ...SYMBOL, sym: 'NATGAS.f', base: 'USD', ms: NOON + OFFSET_MS });
  expect([mirror.spec('NATGAS.f')?.symbol, mirror.broker('NATGAS.f')]).toEqual(['NATGAS.f', null]);
});

test('one that cannot be described says once what that means, and is requested less and less often until it can', async () => {
  let isBusy = true;
  const { held, asked, logged, shows } = inHand(() => (isBusy ? Promise.reject(new Error('busy')) : Promise.resolve([])));
  shows('NATGAS.f');
  held.begin();
  const due: number[] = [];
  for (let beat = 0; beat <= 40; beat += 1) {
    isBusy = beat < 20;
    const before = asked.length;
    if (beat > 0) held.look(false);
    if (asked.length > before) due.push(beat);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect([due, logged.slice(1)]).toEqual([
    [1, 3, 7, 15, 31],
    ['NATGAS.f is held and not described: what it can lose is unknown, and entries wait. Add it to mt5.watch'],
  ]);
});
