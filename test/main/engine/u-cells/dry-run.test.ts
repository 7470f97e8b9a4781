import { describe, expect, it } from 'vitest';
import { draftOf, dryRun, u1, u2, u3 } from '#engine/u-cells';
import { defaultConfig } from '#shared/config';
import { canonicalJson } from '#shared/lib';
import { signal } from '../rulebook/desk.ts';
import { draft, view } from './view.ts';

describe('a dry run', () => {
  it('is U1 to U3 one after the other', () => {
    const run = dryRun(draft(), view());
    const first = u1(draft(), view());
    const second = u2(first.draft, view());
    const third = u3(second.draft, view());
    expect(run).toEqual({
      results: [
        { stage: 'u1', result: first },
        { stage: 'u2', result: second },
        { stage: 'u3', result: third },
      ],
      draft: third.draft,
      refusedBy: null,
    });
    expect(canonicalJson(run)).toBe(canonicalJson(dryRun(draft(), view())));
  });

  it.each([
    ['u1', signal({ stopLoss: 1.2 }), 1],
    ['u2', signal({ takeProfit: 1.1011 }), 2],
    ['u3', signal({ volumeMax: 0.001 }), 3],
  ])('ends at a refusal of %s', (stage, of, asked) => {
    const run = dryRun(draft(of), view());
    expect([run.refusedBy, run.results.length, run.results.at(-1)?.result.verdict]).toEqual([stage, asked, 'refused']);
  });

  it('goes on past soft refusals the trader has set aside', () => {
    const weak = signal({ takeProfit: 1.1014 });
    expect([
      dryRun(draft(weak), view()).refusedBy,
      dryRun(draft(weak, ['u2_probability', 'u2_confidence']), view()).refusedBy,
    ]).toEqual(['u2', null]);
  });

  it('begins with the plan under the adjustments', () => {
    const profile = defaultConfig().strategies.m5_bos;
    expect(
      draftOf(signal({ riskPercent: 3 }), 'm5_bos', profile, { riskFactor: 0.5, targetRr: 3.25 }, ['session']),
    ).toMatchObject({
      risk: { percent: 0.275, binding: 'strategy_risk' },
      targetRr: 3.25,
      entry: 1.1001,
      lots: null,
      request: null,
      overrides: ['session'],
    });
  });
});
