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

test('one that cannot be described says what that means, and is asked for again', async () => {
  const { held, asked, logged, shows } = inHand(() => Promise.reject(new Error('busy')));
  shows('NATGAS.f');
  held.begin();
  await new Promise((resolve) => setImmediate(resolve));
  held.look(false);
  expect([asked.length, logged.at(1)]).toEqual([
    2,
    'NATGAS.f is held and not described: what it can lose is unknown, and entries wait. Add it to mt5.watch',
  ]);
});
