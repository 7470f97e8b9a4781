// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '#shared/domain';
import type { OrderLife, SignalLife } from '#shared/projection';
import { SignalDetail } from '#renderer/panels/signals/signal-detail.tsx';
import { headlineOf } from '#renderer/panels/reading/index.ts';
import { morning, orderedSignal, PRESENT } from '../../fixtures.ts';
import { reads, said, stage } from '../../stage.tsx';

/** The detail of a signal whose one order ended so. */
function detail(outcome: Outcome | null): string {
  const journal = morning();
  orderedSignal(journal, { id: 'dt-9', symbol: 'EURUSD', side: 'BUY', pattern: 'M5_BOS' }, outcome);
  const life = journal.state.signals.get('dt-9');
  if (life === undefined) throw new Error('the signal is kept');
  stage(<SignalDetail life={life} />, journal);
  return reads(screen.getByRole('group', { name: 'Timeline' }));
}
const refusal: Outcome = { kind: 'refused', retcode: 10006, text: 'Terminal refused the order: REJECT', at: PRESENT };

describe('an order that was refused', () => {
  test('is not called traded, and the line of U4 does not call it passed', () => {
    const timeline = detail(refusal);
    expect(said('headline')).toBe('Not traded: the order was refused.');
    expect(timeline).toContain('U4 execution: sent');
    expect(timeline).toContain('Terminal: refused');
    expect(timeline).toContain('(REJECT 10006: ');
    expect(timeline).not.toContain('U4 execution: passed');
  });
});

describe('an order that nobody answered', () => {
  test('is sent with an unknown outcome', () => {
    const timeline = detail({ kind: 'unknown', why: 'no answer', at: PRESENT });
    expect(said('headline')).toBe('Order sent, outcome unknown.');
    expect(timeline).toContain('Terminal: unknown');
    expect(timeline).toContain('never sent again');
  });
});

test('a filled order is traded, with its ticket on the timeline', () => {
  const journal = morning();
  const life = [...journal.state.signals.values()].find(({ state }) => state === 'closed');
  if (life === undefined) throw new Error('a closed trade is kept');
  stage(<SignalDetail life={life} />, journal);
  expect(said('headline')).toBe('Traded.');
  expect(reads(screen.getByRole('group', { name: 'Timeline' }))).toMatch(/Terminal: filled open.*ticket 60417610, retcode 10009/);
});

test('an exit that names no side shows none', () => {
  const journal = morning();
  const [life] = [...journal.state.signals.values()];
  if (life === undefined) throw new Error('a signal is kept');
  const titleOf = (exit: SignalLife['signal']['exit']): string => {
    stage(<SignalDetail life={{ ...life, signal: { ...life.signal, kind: 'exit', side: 'BUY', exit } }} />, journal);
    const title = reads(screen.getByRole('heading', { level: 1 }));
    cleanup();
    return title;
  };
  const { symbol } = life.signal;
  expect([titleOf({ anySide: true, notes: [] }), titleOf({ anySide: false, notes: [] }), titleOf(undefined)]).toEqual([
    `${symbol} ANY`,
    `${symbol} BUY`,
    `${symbol} BUY`,
  ]);
});

describe('why', () => {
  const rules = () => within(screen.getByRole('group', { name: 'Rules' }));
  const rows = () => rules().getAllByRole('row').slice(1).map(reads);

  test('what failed stands first with its station; what passed is folded by station, and unfolds', () => {
    const journal = morning();
    const life = [...journal.state.signals.values()].find(({ decisions }) =>
      decisions.slice(1).some(({ criteria }) => criteria.some(({ ok }) => !ok)),
    );
    if (life === undefined) throw new Error('a signal that a later station refused is kept');
    stage(<SignalDetail life={life} />, journal);
    const all = life.decisions.flatMap(({ criteria }) => criteria);
    const failed = all.filter(({ ok }) => !ok);
    expect(rows()).toHaveLength(failed.length + life.decisions.length);
    failed.forEach((rule, at) => expect(rows()[at]).toMatch(new RegExp(`${rule.text.slice(0, 12)}.*failed`)));
    const [fold] = rules().getAllByRole('button', { expanded: false });
    if (fold === undefined) throw new Error('a station has passed rules');
    const [, count = ''] = /(\d+) rules? passed/.exec(fold.textContent) ?? [];
    fireEvent.click(fold);
    expect([fold.getAttribute('aria-expanded'), rows().length]).toEqual([
      'true',
      failed.length + life.decisions.length + Number(count),
    ]);
    fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(rows()).toHaveLength(all.length + life.decisions.length);
    fireEvent.click(screen.getByRole('button', { name: 'Fold' }));
    expect(rows()).toHaveLength(failed.length + life.decisions.length);
  });
});

describe('the headline says "Traded" of a position alone', () => {
  const life = (part: Partial<SignalLife>): SignalLife => ({ trade: null, ticket: null, ...part }) as SignalLife;
  const refused = [{ state: 'refused' } as OrderLife];
  test.each([
    ['received', [], 'Not judged yet.'],
    ['evaluated', [], 'Being judged.'],
    ['awaiting_approval', [], 'Waits for you.'],
    ['in_pipeline', [], 'On its way, no order yet.'],
    ['ordered', [], 'Order sent, no answer yet.'],
    ['rejected', [], 'Not traded.'],
    ['expired', [], 'Not traded.'],
    ['cancelled', [], 'Not traded.'],
    ['failed', [], 'Not traded.'],
    ['failed', refused, 'Not traded: the order was refused.'],
    ['unknown', [], 'Order sent, outcome unknown.'],
    ['unknown', refused, 'Order sent, outcome unknown.'],
    ['open', [], 'Traded.'],
    ['closed', [], 'Traded.'],
  ] as const)('%s', (state, orders, headline) => expect(headlineOf(life({ state }), orders)).toBe(headline));

  test('a position that is there is traded, whatever came after', () => {
    expect(headlineOf(life({ state: 'failed', ticket: '7' }), refused)).toBe('Traded.');
    expect(headlineOf(life({ state: 'unknown', ticket: '7' }), [])).toBe('Order sent, outcome unknown.');
  });
});
