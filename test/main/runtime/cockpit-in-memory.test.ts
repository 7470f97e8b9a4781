import { expect, test } from 'vitest';
import { CockpitInMemory } from './cockpit-in-memory.ts';

test('a confirmed signal becomes a position, is closed at its target and feeds performance', async () => {
  const story = await CockpitInMemory.open();
  const answer = await story.submit('s1');
  console.log(answer, story.standing('s1'), JSON.stringify(story.signal('s1').decisions.filter((d) => d.verdict === 'refused')));
  console.log(await story.approve('s1'));
  await story.advance(50);
  console.log(story.standing('s1'), [...story.cockpit.positions.values()]);
  await story.price('EURUSD', 1.165);
  await story.advance(10_000);
  console.log(
    story.standing('s1'),
    story.signal('s1').decisions.map((d) => [d.stage, d.verdict]),
    story.records.length,
    story.bugs,
  );
  expect(1).toBe(1);
});
