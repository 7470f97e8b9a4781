import { describe, expect, it } from 'vitest';
import { EngineInHand } from '#test/main/engine/engine-in-hand.ts';
import { defaultConfig, parseConfig } from '#shared/config';
import { payloadSchema } from '#shared/events';
import { contract } from '#shared/ipc';

/** Numbers that a schema of JSON lets through and arithmetic does not survive. */
const ABSURD = [5e-324, 1e-300, 0.999, 0, -100_000, 1.000_001e9, 1e308];

describe('the size of an account', () => {
  const choice = (initialBalance: number) => ({ ...defaultConfig().rulebook, initialBalance });
  const reason = 'a test';
  it.each(ABSURD)('of %d is refused at every door', (size) => {
    expect({
      file: parseConfig({ rulebook: { initialBalance: size } }).ok,
      paper: parseConfig({ paper: { balance: size } }).ok,
      window: contract['rulebook.choose'].request.safeParse({ rulebook: choice(size), reason }).success,
      operator: payloadSchema('operator.acted').safeParse({
        action: { act: 'choose-rulebook', rulebook: choice(size), reason },
        facts: null,
      }).success,
      journal: payloadSchema('rulebook.chosen').safeParse({ rulebook: choice(size), by: 'x', reason }).success,
    }).toEqual({ file: false, paper: false, window: false, operator: false, journal: false });
  });
  it.each([1, 1e9])('of %d is taken', (size) => expect(parseConfig({ rulebook: { initialBalance: size } }).ok).toBe(true));
});

describe('limits of next to nothing', () => {
  const custom = (day: number, total: number) => ({
    title: 'Own',
    verifiedOn: '2026-11-28',
    daily: { limitPct: day, reset: { zone: 'UTC' } },
    maxLoss: { mode: 'static_initial', limitPct: total },
  });
  it.each([5e-324, 1e-9])('%d percent are refused', (pct) => {
    for (const [day, total] of [
      [pct, 5],
      [5, pct],
    ] as const)
      expect(parseConfig({ rulebook: { custom: custom(day, total) } }).ok).toBe(false);
  });

  it.each<[string, object]>([
    ['the smallest limits', { rulebook: { custom: custom(0.01, 0.01) } }],
    ['a day of the largest and a total of the smallest', { rulebook: { custom: custom(100, 0.01) } }],
    ['the smallest account', { rulebook: { initialBalance: 1 } }],
    ['the largest account', { rulebook: { initialBalance: 1e9 } }],
    ['no risk to speak of', { strategies: { m5_bos: { sessions: ['any'], riskPercent: 5e-324 } } }],
    ['stops at once', { rulebook: { softStopPct: 0, hardStopPct: 1e-300 } }],
  ])('%s end no engine: a signal is judged, and every number is one', (_what, part) => {
    const desk = new EngineInHand({ approvals: { mode: 'auto' }, ...part });
    desk.submit('s1');
    desk.after(1_000).beat();
    expect(['ordered', 'rejected']).toContain(desk.standing('s1')[0]);
    expect(JSON.stringify(desk.records)).not.toMatch(/NaN|Infinity/);
    const numbers: number[] = [];
    JSON.stringify(desk.records, (_key, value: unknown) => {
      if (typeof value === 'number') numbers.push(value);
      return value;
    });
    expect(numbers.every(Number.isFinite)).toBe(true);
  });
});
