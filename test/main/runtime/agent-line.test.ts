import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { virtualClock } from '#main/adapters/system/index.ts';
import { AgentLine, Busy, TimedOut } from '#main/runtime/agent-line.ts';
import { Meters } from '#main/runtime/meters.ts';

const settle = async (): Promise<void> => {
  for (let i = 0; i < 5; i += 1) await turnOfTheLoop();
};
function lineTo(agent: 'model' | 'calendar') {
  const clock = virtualClock(1_000_000);
  const meters = new Meters();
  const line = new AgentLine(agent, clock, meters);
  const ends: string[] = [];
  const ask = (name: string, question: () => Promise<unknown>, deadlineMs = 100): void => {
    line.ask(deadlineMs, question).then(
      (value) => void ends.push(`${name} ${String(value)}`),
      (error: unknown) => void ends.push(`${name} ${(error as Error).constructor.name}`),
    );
  };
  return { clock, meters, line, ends, ask };
}
const never = (): Promise<never> => new Promise<never>(() => undefined);

test('so many questions are out at once, and the next begins when one is answered', async () => {
  const { ask, ends } = lineTo('model');
  const begun: number[] = [];
  const answers: ((value: string) => void)[] = [];
  for (let i = 0; i < 6; i += 1)
    ask(String(i), () => {
      begun.push(i);
      return new Promise((resolve) => answers.push(resolve));
    });
  await settle();
  const first = [...begun];
  answers[1]?.('b');
  await settle();
  expect([first, begun, ends]).toEqual([[0, 1, 2, 3], [0, 1, 2, 3, 4], ['1 b']]);
});

test('the deadline counts from the asking: what found no place by then is told so, and is never asked', async () => {
  const { ask, ends, clock } = lineTo('calendar');
  let asked = 0;
  ask('hangs', never);
  ask('waits', () => Promise.resolve((asked += 1)));
  await settle();
  clock.advanceBy(100);
  await settle();
  expect([ends, asked]).toEqual([['hangs TimedOut', 'waits Busy'], 0]);
});

test('a question that hangs keeps its place until the agent is restarted', async () => {
  const { ask, ends, clock, line } = lineTo('calendar');
  ask('hangs', never);
  await settle();
  clock.advanceBy(100);
  ask('again', () => Promise.resolve('now'));
  await settle();
  const before = [...ends];
  line.reset();
  await settle();
  expect([before, ends]).toEqual([['hangs TimedOut'], ['hangs TimedOut', 'again now']]);
});

test('a late answer changes nothing, and frees its place', async () => {
  const { ask, ends, clock } = lineTo('calendar');
  let answer: (value: string) => void = () => undefined;
  ask('late', () => new Promise((resolve) => (answer = resolve)));
  await settle();
  clock.advanceBy(100);
  await settle();
  answer('too late');
  await settle();
  ask('next', () => Promise.resolve('well'));
  await settle();
  expect(ends).toEqual(['late TimedOut', 'next well']);
});

test('an agent that throws at once has failed; more than 64 that wait are turned away; every end is measured', async () => {
  const { ask, ends, meters } = lineTo('calendar');
  ask('throws', () => {
    throw new RangeError('no');
  });
  await settle();
  ask('hangs', never);
  for (let i = 0; i < 65; i += 1) ask(String(i), never);
  await settle();
  expect([ends, meters.agent('calendar').latency.view().count]).toEqual([['throws RangeError', '64 Busy'], 2]);
  expect([new TimedOut('x'), new Busy('x')].every((error) => error instanceof Error)).toBe(true);
});
