import { expect, test } from 'vitest';
import { reasonLine, shortReason, wholeReason } from '#renderer/panels/reading/index.ts';
import { unpackCockpit, type SignalLife } from '#shared/projection';
import { normal } from '../scenarios.ts';

const lives = [...unpackCockpit(normal().state).signals.values()];
const refused = lives.find(({ state, decisions }) => state === 'rejected' && decisions.at(-1)?.stage === 'u3') as SignalLife;

/** The refused signal as if this rule had refused it. */
function refusedFor(code: string, observed: unknown, limit: unknown): SignalLife {
  const last = refused.decisions.at(-1) as SignalLife['decisions'][number];
  const rule = { code, ok: false, observed, limit, hard: false, text: 'The sentence on record.' };
  return {
    ...refused,
    reason: { code, text: rule.text },
    decisions: [{ ...last, stage: 'u2', criteria: [{ ...rule, code: 'other', ok: true }, rule] }],
  } as unknown as SignalLife;
}

test.each([
  ['u2_probability', 0.5, 0.65, 'Score 0.50 < 0.65 (U2)'],
  ['u2_probability', 0.6499, 0.65, 'Score 0.6499 < 0.65 (U2)'],
  ['min_rr', 1, 1.5, 'Reward over risk 1.00 < 1.50 (U2)'],
  ['spread_of_stop', 0.31, 0.2, 'Spread of the stop 31 % > 20 % (U2)'],
  ['quote_age_ms', 90_000, 5_000, 'Age of the quote 90.0 s > 5.0 s (U2)'],
])('%s of %d at a limit of %d is told in figures, the seen one first', (code, observed, limit, said) => {
  expect(shortReason(refusedFor(code, observed, limit))).toBe(said);
});

test.each([
  ['news', 'FOMC', 'none'],
  ['u2_probability', null, 0.65],
  ['spread_of_stop', 0.2001, 0.2],
  ['one_position_per_symbol', 1, 0],
])('%s keeps its sentence: figures do not tell it', (code, observed, limit) => {
  const life = refusedFor(code, observed, limit);
  expect(shortReason(life)).toBe(reasonLine(life));
});

test('under the pointer both are read, and one of them once', () => {
  const short = refusedFor('u2_probability', 0.5, 0.65);
  expect(wholeReason(short)).toBe(`${shortReason(short)}. ${reasonLine(short)}`);
  const long = refusedFor('news', 'FOMC', 'none');
  expect(wholeReason(long)).toBe(reasonLine(long));
});

test('whatever was not refused reads as before', () => {
  for (const life of lives.filter(({ state }) => state !== 'rejected')) expect(shortReason(life)).toBe(reasonLine(life));
});
