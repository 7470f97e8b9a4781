// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { PositionRules } from '#renderer/panels/dialogs/position-rules.tsx';
import { managementRules, type ManagementRules } from '#shared/config';
import { morning } from '../../fixtures.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';

const EURUSD = '60417702';
const TRAILED = { trailing: 'r', trailingStartR: 2, trailingDistance: 1.5, trailingStepR: 0.25 } as const;

/** A position under these rules. */
function planned(rules: Partial<ManagementRules>) {
  const journal = morning();
  const held = journal.state.positions.get(EURUSD);
  if (held === undefined) throw new Error('no position');
  const plan = { side: 'BUY', stop: 1.15, risk: 0.00124, exits: [], lots: 4.35, takenOver: false, moves: [] } as const;
  const since = { since: 1, by: 'engine', reason: 'r', refused: null };
  journal.state.positions.set(EURUSD, { ...held, plan: { ...plan, ...since, rules: managementRules.parse(rules) } });
  return journal;
}

/** What the form says when these fields are typed: what is sent, and what stands in the dialog. */
async function typed(rules: Partial<ManagementRules>, fields: Readonly<Record<string, string>>) {
  const { asked } = stage(<PositionRules ticket={EURUSD} />, planned(rules));
  fireEvent.change(screen.getByLabelText('Why (journaled)'), { target: { value: 'a reason' } });
  for (const [label, value] of Object.entries(fields))
    fireEvent.change(screen.getByLabelText(new RegExp(`^${label}`)), { target: { value } });
  const said = reads(screen.getByRole('dialog'));
  fireEvent.click(screen.getByTestId('rules-apply'));
  await settled();
  const sent = asked.map(({ request }: Asked) => (request as { readonly rules: ManagementRules }).rules);
  return { sent, said };
}

test('what a position is managed by comes back as it is, every rule of it', async () => {
  const all = managementRules.parse({
    ...{ ...TRAILED, breakEvenAtR: 1, breakEvenOffsetR: 0.1, partials: [{ atR: 1.5, percent: 33.3 }], maxMinutes: 60 },
    ...{ sessionEndMinutes: 5, fridayFlatMinutes: 30, newsExitMinutes: 10, maxAdverseR: 0.5, weakeningPercent: 50 },
  });
  expect((await typed(all, {})).sent).toEqual([all]);
});

describe('every rule can be typed', () => {
  test.each([
    ['Beyond the entry', '0,2', { breakEvenOffsetR: 0.2 }],
    ['Moves by R', '0.5', { trailingStepR: 0.5 }],
    ['Close % when', '40', { weakeningPercent: 40 }],
    ['Close % when', '', { weakeningPercent: 0 }],
    ['Parts', '33,3@1', { partials: [{ percent: 33.3, atR: 1 }] }],
    ['Parts', '33,3@1,5; 25@2', { partials: [33.3, 25].map((percent, at) => ({ percent, atR: [1.5, 2][at] })) }],
    ['Parts', '50@1, 25@2', { partials: [50, 25].map((percent, at) => ({ percent, atR: at + 1 })) }],
  ])('%s: %s', async (label, value, rules) => {
    expect((await typed({ ...TRAILED, weakeningPercent: 10 }, { [label]: value })).sent).toMatchObject([rules]);
  });
});

describe('an emptied field is never the old value', () => {
  test.each([
    ['Follow from R', 'Follow from R: is missing'],
    ['Distance', 'Distance: is missing'],
    ['Moves by R', 'Moves by R at least: is missing'],
  ])('%s: a stop that follows needs it', async (label, why) => {
    const { sent, said } = await typed(TRAILED, { [label]: '' });
    expect([sent, said]).toEqual([[], expect.stringContaining(why)]);
  });

  test('a stop that does not follow has no use for it', async () => {
    const { sent } = await typed(TRAILED, { 'The stop follows': 'off', 'Follow from R': '', Distance: '' });
    expect(sent).toMatchObject([{ trailing: 'off', trailingStartR: 1, trailingDistance: 1 }]);
  });
});

describe('what is wrong is told in words and not sent', () => {
  test.each([
    ['Break-even at R', 'one', 'Break-even at R: is not a number'],
    ['Break-even at R', '60', 'Break-even at R: must be at most 50'],
    ['Break-even at R', '0', 'Break-even at R: must be above 0'],
    ['Out after minutes', '1.5', 'Out after minutes: must be a whole number'],
    ['Min. before news', '0', 'Min. before news: must be at least 1'],
    ['Moves by R', '0', 'Moves by R at least: must be at least 0.02'],
    ['Parts', '33,3@1,50@2', 'Parts: write a space between two parts, not "33,3@1,50@2"'],
    ['Parts', '50', 'Parts: "50" is not a part; 50 % at 1 R is 50@1'],
    ['Parts', '50@', 'Parts: "50@" is not a part'],
    ['Parts', '60@1 60@2', 'Parts: must not add up to more than 100 %, they are 120 %'],
    ['Parts', '0@1', 'Parts: must be above 0'],
  ])('%s: %s', async (label, value, why) => {
    const { sent, said } = await typed({}, { [label]: value });
    expect([sent, said]).toEqual([[], expect.stringContaining(why)]);
    expect(said).not.toMatch(/Invalid input|Too (small|big)|expected/);
  });
});

test('rules are not sent from a window that may show the past', async () => {
  const { asked, silence } = stage(<PositionRules ticket={EURUSD} />, planned({}));
  fireEvent.change(screen.getByLabelText('Why (journaled)'), { target: { value: 'a reason' } });
  silence(5_000);
  expect(reads(screen.getByRole('dialog'))).toContain('Not live: what is shown may be the past');
  fireEvent.click(screen.getByTestId('rules-apply'));
  await settled();
  expect(asked).toEqual([]);
});
