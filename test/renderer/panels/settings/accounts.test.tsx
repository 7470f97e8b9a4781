// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { OpenDialog } from '#renderer/panels/dialogs/index.ts';
import { MetaTraderPanel } from '#renderer/panels/settings/metatrader-panel.tsx';
import type { LiveFrame } from '#shared/ipc';
import { DAY_START, PRESENT } from '../../fixtures.ts';
import { createJournal, type JournalBuilder } from '../../journal-builder.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';
import { defaultConfig } from '#shared/config';

type Terminal = LiveFrame['terminal'];
const OTHER = {
  login: '777',
  server: 'Demo',
  at: PRESENT - 5_000,
  why: 'MetaTrader is logged in to account 777',
  obstacle: null,
};
const LIVE = { ...OTHER, login: '888', obstacle: 'Account 888 is a live account: set mt5.allowLive' };

function begun(): JournalBuilder {
  const journal = createJournal(DAY_START);
  journal.write('run.started', { version: '0', mode: 'demo', terminal: 'mt5', market: 'mt5', config: defaultConfig() });
  journal.wait(PRESENT - 1_000 - journal.now());
  return journal;
}
const terminal = (accounts: Terminal['accounts']): Terminal => ({
  ...{ kind: 'mt5', source: 'MT5 quotes', link: 'down', ageMs: 42_000, clockOffsetMs: null, obstacle: null },
  ...{ bridge: '127.0.0.1:8765', names: [], accounts },
});
const shown = (accounts: Terminal['accounts'], answer?: (asked: Asked) => never) =>
  stage(
    <>
      <MetaTraderPanel />
      <OpenDialog />
    </>,
    begun(),
    { live: { terminal: terminal(accounts) }, ...(answer === undefined ? {} : { answer }) },
  );
const PINNED = { login: '5104417', server: 'Demo', how: 'first' } as const;

test.each([
  [null, 'None yet: the first that connects is taken'],
  [PINNED, '5104417 at Demo, the first that connected, kept over restarts'],
  [{ ...PINNED, how: 'chosen' }, 'chosen by you'],
  [{ login: '7', server: null, how: 'configured' }, '7, named by mt5.login'],
] as const)('the account that is traded is named with how it came to that: %o', (pinned, words) => {
  expect(reads(shown({ pinned, aside: [] }).container)).toContain(words);
});

test('who stands aside is told with the reason; only one that can be is offered', () => {
  const { container } = shown({ pinned: PINNED, aside: [OTHER, LIVE] });
  expect(reads(container)).toMatch(/777 at Demo was turned away .*logged in to account 777.*888 at Demo.*live account/);
  expect(screen.getAllByRole('button', { name: /^Trade this one/ }).map(reads)).toEqual(['Trade this one… 777 at Demo']);
});

test('another account is asked for with the typed word and a reason, also while the link is down', async () => {
  const { asked } = shown({ pinned: PINNED, aside: [OTHER] });
  fireEvent.click(screen.getByRole('button', { name: /^Trade this one/ }));
  const confirm = screen.getByTestId('account-confirm');
  fireEvent.change(screen.getByLabelText('Why (journaled)'), { target: { value: 'the next phase' } });
  fireEvent.click(confirm);
  expect([asked, confirm.title]).toEqual([[], 'Type CHOOSE']);
  fireEvent.change(screen.getByLabelText('Type CHOOSE'), { target: { value: 'CHOOSE' } });
  fireEvent.click(confirm);
  await settled();
  const request = { typed: 'CHOOSE', login: '777', server: 'Demo', reason: 'the next phase' };
  expect(asked).toEqual([{ name: 'account.choose', request }]);
});

test.each([
  ['a refusal', { ok: false, error: { kind: 'refused', code: 'not_flat', detail: '2 positions and orders are open' } }],
  ['what could not be kept', { ok: true, value: { seq: 1, problem: '2 positions and orders are open' } }],
])('%s stays on screen', async (_what, reply) => {
  const { ui } = shown({ pinned: PINNED, aside: [OTHER] }, () => reply as never);
  fireEvent.click(screen.getByRole('button', { name: /^Trade this one/ }));
  fireEvent.change(screen.getByLabelText('Why (journaled)'), { target: { value: 'the next phase' } });
  fireEvent.change(screen.getByLabelText('Type CHOOSE'), { target: { value: 'CHOOSE' } });
  fireEvent.click(screen.getByTestId('account-confirm'));
  await settled();
  expect([reads(screen.getByRole('dialog')).includes('2 positions and orders are open'), ui.getState().dialog?.kind]).toEqual([
    true,
    'choose-account',
  ]);
});

test('one that is taken closes the question', async () => {
  const { ui } = shown({ pinned: PINNED, aside: [OTHER] }, () => ({ ok: true, value: { seq: 1, problem: null } }) as never);
  fireEvent.click(screen.getByRole('button', { name: /^Trade this one/ }));
  fireEvent.change(screen.getByLabelText('Why (journaled)'), { target: { value: 'the next phase' } });
  fireEvent.change(screen.getByLabelText('Type CHOOSE'), { target: { value: 'CHOOSE' } });
  fireEvent.click(screen.getByTestId('account-confirm'));
  await settled();
  expect(ui.getState().dialog).toBeNull();
});
