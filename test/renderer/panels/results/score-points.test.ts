import { describe, expect, test } from 'vitest';
import { giverText, scorePoints, trainedCount } from '#renderer/panels/results/analysis-words.ts';
import { resultsIn } from '#renderer/panels/results/use-results.ts';
import { resetOf, rulebookIn } from '#shared/rulebooks';
import type { SignalLife } from '#shared/projection';
import type { Result } from '#shared/results';
import { morning } from '../../fixtures.ts';

const reset = resetOf(rulebookIn(morning().state.config.rulebook));
const result = (score: number | null, probability: number | null, pnl: number, signalId = 's'): Result =>
  ({
    ...{ score, probability },
    trade: { ticket: '1', signalId, strategyId: 'm5_bos', symbol: 'EURUSD', closedAt: Date.UTC(2026, 7, 4), pnl, r: pnl / 100 },
  }) as unknown as Result;

describe('how often trades were won, by what was said beforehand', () => {
  test('it is what U2 gave, not the score of U1', () => {
    const points = scorePoints([result(0.95, 0.62, 10), result(0.15, 0.64, -10), result(0.95, null, 10)], reset);
    expect(points.map(({ score, won, lines }) => [score, won, lines[0], lines[1]])).toEqual([
      [expect.closeTo(0.625, 6), 0.5, 'U2 gave 0.60–0.65', 'won 1 of 2: 50 %'],
    ]);
  });

  test('a trade’s probability comes from U2’s last look at its signal', () => {
    const { trades, signals } = morning().state;
    const found = resultsIn({ trades, signals }).filter(({ trade: { signalId } }) => signalId !== null && signals.has(signalId));
    expect(found.length).toBeGreaterThan(0);
    for (const { trade, probability } of found) {
      const { decisions } = signals.get(trade.signalId ?? '') as SignalLife;
      expect(probability).toBe(decisions.findLast(({ stage }) => stage === 'u2')?.findings['probability']);
    }
  });

  test('whether a trained model or the rule gave it is told', () => {
    const life = (trained: boolean) => ({ decisions: [{ stage: 'u2', findings: { trained } }] }) as unknown as SignalLife;
    const lives = new Map([
      ['model', life(true)],
      ['rule', life(false)],
    ]);
    const results = ['model', 'rule', 'gone'].map((id) => result(null, 0.7, 1, id));
    expect(trainedCount(results, lives)).toBe(1);
    expect([giverText(3, 3), giverText(0, 3), giverText(1, 3)]).toEqual([
      'Given by the trained model.',
      expect.stringMatching(/^Given by fixed rules, not a trained model/),
      expect.stringMatching(/^1 given by the trained model, 2 by fixed rules/),
    ]);
  });
});
