import { expect, test } from 'vitest';
import { reasonOf, rule, type Criterion } from '#shared/domain';

const spread = { code: 'spread_of_stop', ok: false, observed: 30, limit: 25, hard: false, text: '30 points, limit 25.' } as const;

test('a criterion is built by `rule` alone: the compiler takes no other object for one', () => {
  // @ts-expect-error an object of the same shape was not built by `rule`
  const loose: Criterion = spread;
  const built: Criterion = rule(spread);
  expect(built).toEqual(loose);
  expect(Object.keys(built)).toEqual(['code', 'ok', 'observed', 'limit', 'hard', 'text']);
});

test('the reason of a refusal is its first failed hard rule, then its first failed one', () => {
  const soft = rule(spread);
  const hard = rule({ ...spread, code: 'margin', hard: true, text: 'No margin.' });
  expect(reasonOf([soft, hard])).toEqual({ code: 'margin', text: 'No margin.' });
  expect(reasonOf([soft])).toEqual({ code: 'spread_of_stop', text: '30 points, limit 25.' });
  expect(reasonOf([rule({ ...spread, ok: true })])).toBeNull();
});
