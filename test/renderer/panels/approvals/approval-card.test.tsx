// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { ApprovalList } from '#renderer/panels/approvals/index.ts';
import { OpenDialog } from '#renderer/panels/dialogs/index.ts';
import type { ApprovalCard } from '#shared/events';
import { morning, PRESENT, roomView, waitingSignal } from '../../fixtures.ts';
import type { JournalBuilder } from '../../journal-builder.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';

const story = { id: 'dt-1', symbol: 'GBPUSD', side: 'SELL', pattern: 'M5_BOS' } as const;

const ROOM = roomView(97_913.76, 1_368.66);
const LOSS = { stop: 487.56, commission: 8.4, slippage: 14.34, total: 510.3, pctOfBalance: 0.52 };

/** A card that was asked a moment ago, in a journal that ends now; `change` is what is different about it. */
function asked(change: Partial<ApprovalCard> = {}): { readonly journal: JournalBuilder; readonly card: ApprovalCard } {
  const journal = morning();
  journal.wait(PRESENT - 2_000 - journal.now());
  return { journal, card: waitingSignal(journal, story, ROOM, 1.2, 0, change) };
}
const button = (name: RegExp): HTMLElement => screen.getByRole('button', { name });
const why = (name: RegExp): string | null => (button(name).getAttribute('aria-disabled') === null ? null : button(name).title);
const names = (sent: readonly Asked[]): readonly string[] => sent.map(({ name }) => name);
const press = async (key: string, more = {}): Promise<void> => {
  fireEvent.keyDown(screen.getByRole('article'), { key, ...more });
  await settled();
};
const click = async (name: RegExp): Promise<void> => {
  fireEvent.click(button(name));
  await settled();
};

test('it shows the money: size, what is lost at the stop and by a jump, and the room before and after', () => {
  const { journal } = asked();
  const { container } = stage(<ApprovalList full />, journal);
  const text = reads(container);
  // 97,913.76 - 93,640 - 1,368.66 is left at all stops; the order takes 487.56 + 8.40 + 14.34.
  expect(text).toContain('GBPUSD SELL 1.20 lots');
  expect(text).toContain('2,905.10 → 2,394.80 USD');
  expect(text).toContain('−510.30 USD · 0.52 %');
  expect(text).toContain('−487.56 stop, −8.40 commission, −14.34 slippage');
  expect(text).toContain('by its distance again: −997.86, 1,907.24 left today');
  expect(text).toContain('Spread6 points, −12.40');
});

test('an order that waits is called by its name wherever it is asked about, with what starts it, its end and its group', () => {
  const pending = {
    type: 'stop_limit',
    price: 1.33,
    stopLimit: 1.3305,
    expiresAt: Date.UTC(2026, 7, 6, 9, 30),
    oco: 'pair',
  } as const;
  const { journal } = asked({ pending });
  const { container, unmount } = stage(<ApprovalList full />, journal);
  expect(screen.getByRole('article').getAttribute('aria-label')).toContain('SELL STOP LIMIT');
  expect(reads(container)).toMatch(/GBPUSD SELL STOP LIMIT 1\.20 lots.*Triggers at1\.33000Ends.*6.*:30.*Grouppair/);
  unmount();
  waitingSignal(journal, { ...story, id: 'dt-2' }, ROOM, 1.2, 0, {
    pending: { ...pending, stopLimit: null, type: 'limit', expiresAt: null },
  });
  expect(reads(stage(<ApprovalList />, journal).container)).toContain('GBPUSD SELL LIMIT 1.20');
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toContain('Approve GBPUSD SELL LIMIT');
});

test('money has the digits of the account’s currency, and the currency is named', () => {
  const { journal } = asked();
  const { container } = stage(<ApprovalList full />, journal, { live: { account: { ...ACCOUNT, currency: 'JPY' } } });
  expect(reads(container)).toContain('2,905 → 2,395 JPY');
});
const ACCOUNT = {
  ...{ login: '1', server: 's', company: 'c', leverage: 100, marginMode: 'hedging' as const, algoTrading: true },
  ...{ balance: 97_620, equity: 97_913.76, margin: 0, freeMargin: 97_913.76, marginLevel: 0 },
};

test.each([
  ['within the room', {}, 'Room today at all stops'],
  ['beyond the soft stop', { loss: { ...LOSS, stop: 1_600, total: 1_622.74 } }, 'Crosses the soft stop'],
  [
    'over the floor if jumped',
    { before: { ...ROOM, dayLimit: 1e6, dayRoom: 999_000, openRisk: 998_100 } },
    'Crosses the soft stop',
  ],
  [
    'over the floor by a jump alone',
    { before: { ...ROOM, dayLimit: 900, dayRoom: 990, openRisk: 0 } },
    'A jump crosses the floor',
  ],
] as const)('what it would do to the day comes first: %s', (_what, change, words) => {
  const { container } = stage(<ApprovalList full />, asked(change).journal);
  expect(reads(container)).toContain(words);
});

test('a click is bound to the card that is seen: each goes with its own digest', async () => {
  const { journal, card } = asked();
  const other = waitingSignal(journal, { ...story, id: 'dt-2', symbol: 'USDJPY' }, ROOM, 2, 0);
  const { asked: sent } = stage(<ApprovalList full />, journal);
  for (const approve of screen.getAllByRole('button', { name: /^Approve/ })) fireEvent.click(approve);
  await settled();
  expect(card.digest).not.toBe(other.digest);
  expect(sent).toEqual([card, other].map(({ signalId, digest }) => ({ name: 'signal.approve', request: { signalId, digest } })));
});

test('once asked, nothing more is asked before the engine has answered, by pointer or by key', async () => {
  const { journal, card } = asked();
  const { asked: sent, feed } = stage(<ApprovalList full />, journal);
  await click(/^Approve/);
  expect([reads(button(/^Asked…/)), why(/^Reject/)]).toEqual([
    expect.stringContaining('Asked…'),
    'Asked; waiting for the engine',
  ]);
  await press('a');
  await press('r');
  await click(/^Reject/);
  expect(sent).toEqual([{ name: 'signal.approve', request: { signalId: 'dt-1', digest: card.digest } }]);
  journal.write('approval.resolved', { signalId: 'dt-1', how: 'approved', by: 'trader:window', reason: null });
  feed();
  expect(screen.queryByRole('article')).toBeNull();
});

test('a card that ran out under the pointer says so and cannot be answered', async () => {
  const { journal } = asked();
  const { asked: sent, feed, container } = stage(<ApprovalList full />, journal);
  fireEvent.pointerEnter(screen.getByRole('group', { name: 'Approvals' }));
  journal.write('approval.resolved', { signalId: 'dt-1', how: 'expired', by: 'engine', reason: null });
  feed();
  expect([reads(container).includes('This card is expired'), why(/^Approve/)]).toEqual([true, 'This card is no longer open']);
  await press('a');
  await click(/^Approve/);
  await click(/^Reject/);
  expect(sent).toEqual([]);
});

test('a silent engine’s card cannot be approved, by pointer or by key; rejecting takes risk away and stays', async () => {
  const { journal } = asked();
  const { asked: sent, silence } = stage(<ApprovalList full />, journal);
  silence(5_000);
  expect([why(/^Approve/), why(/^Reject/)]).toEqual(['Not live: what the card shows may be the past', null]);
  await press('a');
  await click(/^Approve/);
  expect(sent).toEqual([]);
  await press('r');
  expect(names(sent)).toEqual(['signal.reject']);
});

test('the keys act on the card alone, and not with a modifier', async () => {
  const { journal } = asked();
  const { asked: sent } = stage(<ApprovalList full />, journal);
  await press('a', { ctrlKey: true });
  await press('r', { metaKey: true });
  await press('x');
  expect(sent).toEqual([]);
  await press('A');
  expect(names(sent)).toEqual(['signal.approve']);
});

test('a refusal of the engine stays beside the card, which can be asked for again', async () => {
  const { journal } = asked();
  const refusal = { ok: false, error: { kind: 'refused', code: 'digest', detail: 'The card has changed since.' } } as never;
  const { asked: sent, container } = stage(<ApprovalList full />, journal, { answer: () => refusal });
  await click(/^Approve/);
  expect(reads(container)).toContain('The card has changed since.');
  await click(/^Approve/);
  expect(names(sent)).toEqual(['signal.approve', 'signal.approve']);
});

test.each([
  ['confirm', 'At 0 s it expires, not traded'],
  ['veto', 'At 0 s it is executed'],
] as const)('the card tells what happens at zero: %s', (mode, words) => {
  const { journal } = asked({ mode });
  expect(reads(stage(<ApprovalList full />, journal).container)).toContain(words);
});

test('a card that trades by itself has the veto first, its headline and its own words; its keys stay', async () => {
  const { journal, card } = asked({ mode: 'veto' });
  const { container, asked: sent } = stage(<ApprovalList full />, journal);
  const acts = (): readonly string[] =>
    screen.getAllByRole('button').map(({ textContent, className }) => `${textContent}: ${className}`);
  expect(acts()).toEqual([
    expect.stringMatching(/^VetoR: btn primary/),
    expect.stringMatching(/^Execute nowA: btn quiet/),
    expect.stringMatching(/^Reason…/),
  ]);
  expect(reads(container)).toMatch(/Executes in \d+ s unless you veto/);
  await press('r');
  expect(sent).toEqual([{ name: 'signal.reject', request: { signalId: 'dt-1', digest: card.digest, reason: null } }]);
});

test('a card that waits for a yes has the approval first, and no headline of execution', () => {
  const { journal } = asked();
  const { container } = stage(<ApprovalList full />, journal);
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent.slice(0, 6))).toEqual(['Approv', 'Reject', 'Reason']);
  expect([button(/^Approve/).className, reads(container)]).toEqual([
    expect.stringContaining('primary'),
    expect.not.stringContaining('Executes in'),
  ]);
});

describe('a rejection with its reason', () => {
  const open = (mode: 'confirm' | 'veto' = 'confirm') => {
    const made = asked({ mode });
    return {
      ...made,
      ...stage(
        <>
          <ApprovalList full />
          <OpenDialog />
        </>,
        made.journal,
      ),
    };
  };
  const reasons = (sent: readonly Asked[]): readonly unknown[] =>
    sent.map(({ request }) => (request as { readonly reason: unknown }).reason);

  test('Shift+R and the button ask for it, R alone does not; Escape gives the card back', async () => {
    const { asked: sent, ui } = open();
    await press('R', { shiftKey: true });
    expect([ui.getState().dialog, sent, reads(document.activeElement)]).toEqual([
      { kind: 'reject', signalId: 'dt-1' },
      [],
      'News ahead 1',
    ]);
    fireEvent.keyDown(window, { key: 'Escape' });
    expect(ui.getState().dialog).toBeNull();
    await click(/^Reason…/);
    expect(ui.getState().dialog).toEqual({ kind: 'reject', signalId: 'dt-1' });
  });

  test.each([
    ['a press', () => click(/^Not my setup/), 'Not my setup'],
    ['a digit', () => digit('2'), 'Spread too wide'],
    ['words of one’s own', () => typed('  the range is not done  '), 'the range is not done'],
  ] as const)('%s rejects at once, and closes', async (_, act, reason) => {
    const { asked: sent, ui, card } = open('veto');
    await press('r', { shiftKey: true });
    expect(reads(screen.getByRole('dialog'))).toMatch(/^Veto GBPUSD SELL.*At 0 s it is executed/);
    await act();
    expect([sent, ui.getState().dialog]).toEqual([
      [{ name: 'signal.reject', request: { signalId: 'dt-1', digest: card.digest, reason } }],
      null,
    ]);
  });

  test('a card that is over meanwhile says so, and is not rejected', async () => {
    const { asked: sent, journal, feed } = open();
    await press('r', { shiftKey: true });
    journal.write('approval.resolved', { signalId: 'dt-1', how: 'expired', by: 'engine', reason: null });
    feed();
    expect(reads(screen.getByRole('dialog'))).toContain('This card is expired');
    await digit('1');
    await click(/^Too late/);
    expect(reasons(sent)).toEqual([]);
  });
});
const digit = async (key: string): Promise<void> => {
  fireEvent.keyDown(screen.getByRole('group', { name: 'Reasons' }), { key });
  await settled();
};
const typed = async (words: string): Promise<void> => {
  fireEvent.change(screen.getByLabelText(/^Another reason/), { target: { value: words } });
  fireEvent.keyDown(screen.getByLabelText(/^Another reason/), { key: 'Enter' });
  await settled();
};

test('the seconds that are left are the engine’s, and are heard as time', () => {
  const { journal } = asked({ askedAt: PRESENT, expiresAt: PRESENT + 125_000 });
  stage(<ApprovalList full />, journal);
  expect(screen.getByRole('timer').getAttribute('aria-label')).toBe('2 minutes 5 seconds left');
});

test('a score that nobody gave is a dash, and not "of" anything', () => {
  const { journal } = asked({ score: null });
  const text = reads(stage(<ApprovalList full />, journal).container);
  expect(text).toContain('U1 score– ');
  expect(text).not.toContain('of 0.75');
});
