import { describe, expect, test } from 'vitest';
import { JOURNAL_FINDINGS, type JournalFindingCode } from '#shared/domain';
import { EngineInHand } from '../engine-in-hand.ts';

const CODES = Object.keys(JOURNAL_FINDINGS) as readonly JournalFindingCode[];
const AUTO = { approvals: { mode: 'auto' } };
const found = (hand: EngineInHand, code: JournalFindingCode, text = `It is ${code}.`) =>
  hand.tell({ type: 'journal.found', payload: { code, text } }, 'engine');
const resume = (hand: EngineInHand) => hand.act({ act: 'resume', reason: 'looked at it' }).answer;
const adopt = (hand: EngineInHand) => hand.act({ act: 'adopt-journal', reason: 'compared with the broker' }).answer;
const alarms = (hand: EngineInHand) =>
  [...hand.cockpit.alarms.values()].filter(({ state }) => state === 'active').map(({ alarm }) => alarm.kind);

test.each(CODES)('%s halts trading by its own name, and a signal is refused', (code) => {
  const hand = new EngineInHand(AUTO);
  found(hand, code);
  hand.submit('later');
  expect(hand.cockpit.trading).toMatchObject({ state: 'halted', code, reason: `It is ${code}.`, actor: 'engine' });
  expect([hand.standing('later'), hand.sends]).toEqual([['rejected', 'trading_active'], []]);
});

test('a halt of its own does not let go of the stop that stood before', () => {
  const hand = new EngineInHand();
  hand.tell({ type: 'halt.asked', payload: { reason: 'news', flatten: false, snapshot: hand.snapshot() } }, 'trader:window');
  const { certificateId } = hand.cockpit.trading;
  found(hand, 'journal_edited');
  expect([hand.cockpit.trading.code, hand.cockpit.trading.certificateId]).toEqual(['journal_edited', certificateId]);
});

describe('what asks to be adopted', () => {
  test('stands as a critical alarm and forbids to resume, until the operator adopts it; then a resume is still needed', () => {
    const hand = new EngineInHand(AUTO);
    found(hand, 'journal_rolled_back', 'The journal ends at record 5, and 9 were acknowledged.');
    hand.after(1_000).beat();
    expect(alarms(hand)).toContain('journal_doubt');
    expect(resume(hand)).toMatchObject({ code: 'resume_refused', detail: expect.stringContaining('Adopt the journal first') });
    expect(adopt(hand)).toBeNull();
    hand.after(1_000).beat();
    expect([alarms(hand), hand.cockpit.trading.state, hand.cockpit.journalDoubt]).toEqual([[], 'halted', null]);
    expect([resume(hand), hand.cockpit.trading.state]).toEqual([null, 'active']);
    expect(hand.cockpit.trading.code).toBeUndefined();
  });

  test('is not asked about a second time, and anything else is', () => {
    const hand = new EngineInHand(AUTO);
    found(hand, 'journal_edited', 'Record 5 was changed.');
    adopt(hand);
    resume(hand);
    found(hand, 'journal_edited', 'Record 5 was changed.');
    expect([hand.cockpit.trading.state, hand.cockpit.journalDoubt]).toEqual(['active', null]);
    found(hand, 'journal_edited', 'Record 6 was changed.');
    expect([hand.cockpit.trading.state, hand.cockpit.journalDoubt?.text]).toEqual(['halted', 'Record 6 was changed.']);
  });

  test('cannot be adopted when there is nothing', () => {
    expect(adopt(new EngineInHand())).toMatchObject({ kind: 'refused', code: 'no_doubt' });
  });
});

test.each(CODES.filter((code) => JOURNAL_FINDINGS[code].asks === 'resume'))('after %s a resume is enough', (code) => {
  const hand = new EngineInHand(AUTO);
  found(hand, code);
  expect([resume(hand), hand.cockpit.trading.state, hand.cockpit.journalDoubt]).toEqual([null, 'active', null]);
  // Every start from a backup is a start of its own.
  found(hand, code);
  expect(hand.cockpit.trading.state).toBe('halted');
});
