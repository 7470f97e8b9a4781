import { describe, expect, it } from 'vitest';
import type { Signal } from '#shared/domain';
import { RULE_SCORE, u2 } from '#engine/u-cells';
import { signal } from '../rulebook/desk.ts';
import { draft, failed, structure, view } from './view.ts';

const plan = (stopPips: number, rr: number, part: Partial<Signal> = {}): Signal =>
  signal({ entry: 1.1, stopLoss: 1.1 - stopPips * 1e-4, takeProfit: 1.1 + rr * stopPips * 1e-4, ...part });
const RETEST = { pattern: 'M1_BREAK_RETEST' } as const;

describe('U2', () => {
  it.each<[string, Signal, 'up' | 'down' | 'none', number, number, string[]]>([
    ['2.5 R, 8 pips', plan(8, 2.5), 'none', 0.65, 0.7, []],
    ['exactly 2 R', plan(8, 2), 'none', 0.65, 0.7, []],
    ['just under 2 R', plan(10, 1.99), 'none', 0.65, 0.7, []],
    ['1.5 R, 10 pips', plan(10, 1.5), 'none', 0.65, 0.7, []],
    ['1.5 R, 8 pips', plan(8, 1.5), 'none', 0.6, 0.6, ['u2_probability', 'u2_confidence']],
    ['1.2 R', plan(20, 1.2), 'up', 0.5, 0.6, ['u2_probability', 'u2_confidence']],
    ['50 pips with the trend', plan(50, 2), 'up', 0.75, 0.7, []],
    ['51 pips against it', plan(51, 2), 'down', 0.65, 0.7, []],
    ['a retest of everything', plan(20, 2, RETEST), 'up', 0.85, 0.7, []],
  ])('%s', (_, of, trend, probability, confidence, codes) => {
    const result = u2(draft(of), view({ structure: structure({ trend }) }));
    expect([result.draft.probability, result.draft.confidence, failed(result.criteria)]).toEqual([
      probability,
      confidence,
      codes,
    ]);
  });

  it('names itself a rule score and says how it came about', () => {
    const result = u2(draft(plan(20, 2.5)), view({ structure: null }));
    expect(result.findings).toEqual({
      probability: 0.7,
      confidence: 0.7,
      model: RULE_SCORE,
      trained: false,
      rr: 2.5,
      stopPips: 20,
      part_rr: 0.15,
      part_retest: 0,
      part_stop: 0.05,
      part_trend: 0,
    });
    expect(result.criteria[0]?.text).toBe('Rule score 0.7 (rule-score v1, not a trained model), minimum 0.65.');
  });

  it('gives way to the trader', () =>
    expect(u2(draft(plan(20, 1.2), ['u2_probability', 'u2_confidence']), view()).verdict).toBe('passed'));
});
