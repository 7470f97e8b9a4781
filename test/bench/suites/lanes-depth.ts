import { Lanes } from '#engine/controller';
import { present } from '#shared/lib';
import { nanoseconds } from '../measure/nanoseconds.ts';
import type { Figures, Suite } from '../suite.ts';

const PASSED = 200_000;

/** Passes 200,000 items through lanes that hold `depth` each; `count` lanes side by side make larger depths. */
function pass(count: number, depth: number): Figures {
  const all = Array.from({ length: count }, () => new Lanes<number>());
  const at = (i: number): Lanes<number> => present(all[i % count], 'a set of lanes');
  for (let i = 0; i < count * depth; i += 1) at(i).offer('low', i, 0);
  const through = (times: number): void => {
    for (let i = 0; i < times; i += 1) {
      const taken = at(i).take(1);
      if (taken === null || !at(i).offer('low', taken.item, 1)) throw new Error('an item was lost');
    }
  };
  through(PASSED);
  const began = nanoseconds();
  through(PASSED);
  return { ns: (nanoseconds() - began) / PASSED };
}

export const suite: Suite = {
  name: 'lanes-depth',
  title: 'Lanes: take one and offer one, by how many wait',
  baseline: '10 wait',
  metrics: [{ key: 'ns', label: 'an item', unit: 'ns' }],
  candidates: [
    { name: '10 wait', measure: () => pass(1, 10) },
    { name: '1,000 wait', measure: () => pass(1, 1_000) },
    { name: '19,999 wait (the low lane is full)', measure: () => pass(1, 19_999) },
    { name: '199,990 wait (ten such lanes)', measure: () => pass(10, 19_999) },
  ],
  notes: ['A lane refuses above its bound, so 200,000 can only wait in ten of them; memory misses, not search, are what grows.'],
};
