// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { SourcesPanel } from '#renderer/panels/sources/index.ts';
import { sourceOf } from '#shared/domain';
import type { SourceView } from '#shared/ipc';
import { morning, PRESENT } from '../../fixtures.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';

const view = (id: string, part: Partial<SourceView> = {}): SourceView => ({
  source: sourceOf({ id, kind: 'tradingview', name: `Alerts ${id}` }),
  ...{
    isBuiltIn: false,
    isConfigured: true,
    address: null,
    secret: null,
    approval: 'confirm',
    state: 'receiving',
    problem: null,
  },
  ...{ received: 1_234, accepted: 9, duplicate: 1, refused: 2, lastAt: PRESENT - 60_000, refusal: null },
  ...part,
});
const SOURCES = [
  view('one', { refusal: { at: PRESENT, code: 'invalid_signal', text: 'sl: is missing' } }),
  view('two', {
    source: sourceOf({ id: 'two', kind: 'tradingview', name: 'Gold', strategy: 'm5_bos', symbols: ['XAUUSD'] }),
    ...{ state: 'gap', problem: 'Nothing came for 70 min', lastAt: null, approval: 'veto' },
  }),
  view('three', { state: 'fault', problem: 'its folder is gone' }),
];
async function show(answer: unknown = { ok: true, value: { sources: SOURCES } }, others: Readonly<Record<string, unknown>> = {}) {
  const made = stage(<SourcesPanel />, morning(), {
    answer: ({ name }: Asked) =>
      (name === 'source.list' ? (typeof answer === 'function' ? answer() : answer) : others[name]) as never,
  });
  await settled();
  return made;
}

test('each source says how it stands, when it was seen last, and which rules hold', async () => {
  await show();
  const [, one, two, three] = screen.getAllByRole('row').map(reads);
  expect(one).toMatch(/^Alerts one receiving\d\d:\d\d:\d\das it saysanyconfirm1,234912sl: is missingOpen Alerts one$/);
  expect(two).toBe('Gold silent: Nothing came for 70 min–M5 BOSXAUUSDveto1,234912Open Gold');
  expect(three).toContain('does not work: its folder is gone');
});

test('what an engine that does not answer said last is marked as old', async () => {
  const { silence, container } = await show();
  expect(container.querySelector('table')?.className).toBe('');
  silence(5_000);
  expect(container.querySelector('table')?.className).toBe('is-old');
});

test.each([
  [
    { ok: false, error: { kind: 'refused', code: 'not_ready', detail: 'The cockpit is still starting' } },
    'The cockpit is still starting',
  ],
  [new Promise(() => undefined), 'Asking the engine for its sources…'],
])('says what there is to say where there is none: %#', async (answer, words) => {
  const { container } = await show(answer);
  expect(reads(container)).toContain(words);
});

const press = async (name: string | RegExp): Promise<void> => {
  fireEvent.click(screen.getByRole('button', { name }));
  await settled();
};
const type = (label: string | RegExp, value: string): void =>
  void fireEvent.change(screen.getByLabelText(label), { target: { value } });
const only = (asked: readonly Asked[]) => asked.filter(({ name }) => name !== 'source.list');

test('a new source: nothing is sent while a field is wrong, and each says beside it what is', async () => {
  const { asked } = await show();
  await press('Add a source…');
  await press('Add the source');
  expect(screen.getByRole('alert').textContent).toBe('Not saved: Give it a name');
  type('Name', 'Two');
  expect(screen.getByLabelText<HTMLInputElement>('Id').value).toBe('two_2');
  type('Id', 'two');
  type('Lots an entry', 'half');
  type('Risk an entry, % of the balance', '120');
  type('Entries in 24 h', '1.5');
  type('From (HH:MM, UTC)', '8:00');
  const wrong = Object.fromEntries(
    screen
      .getAllByRole<HTMLInputElement>('textbox')
      .filter((field) => field.getAttribute('aria-invalid') === 'true')
      .map((field) => [
        field.labels?.[0]?.textContent,
        document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent,
      ]),
  );
  expect(wrong).toEqual({
    Id: 'Another source has this id: choose another',
    'Lots an entry': 'Is not a number',
    'Risk an entry, % of the balance': 'Must be at most 100',
    'Entries in 24 h': 'Must be a whole number',
    'Something every, minutes': 'Say how often something should come in these hours',
  });
  await press('Add the source');
  expect(only(asked)).toEqual([]);
});

test('a new source: says what it will do, is sent as typed, and its secret is there to copy until it is put away', async () => {
  const three = view('gold3', { source: sourceOf({ id: 'gold3', kind: 'tradingview', name: 'Gold!' }) });
  const made: { asked?: readonly Asked[] } = {};
  const isAdded = (): boolean => made.asked?.some(({ name }) => name === 'source.add') === true;
  const { asked, container } = await show(
    () => ({ ok: true, value: { sources: [...SOURCES, view('gold'), ...(isAdded() ? [three] : [])] } }),
    {
      'source.add': { ok: true, value: { seq: 1, problem: 'sources.json cannot be written' } },
      'source.secret': { ok: true, value: { secret: 's3cret', path: '/webhook/source/gold/s3cret' } },
    },
  );
  made.asked = asked;
  await press('Add a source…');
  type('Name', 'Gold!');
  type('Id', 'gold2');
  type('Symbols', 'EURUSD, NOSUCH');
  type('Lots an entry', '0,5');
  type('Something every, minutes', '240');
  type('From (HH:MM, UTC)', '07:00');
  type('To (HH:MM, UTC)', '20:00');
  expect(reads(screen.getByTestId('source-effect'))).toBe(
    'Entries in EURUSD, NOSUCH, for the strategy that the sender names.Each waits for your approval.At most 0.50 lots each.' +
      'An alarm when nothing comes for 240 min, Monday to Friday, 07:00 to 20:00 UTC.Closing and cancelling are always taken.' +
      'Not known at this terminal: NOSUCH. Nothing can be entered there.',
  );
  type('Id', 'gold');
  expect(screen.getByLabelText('Id').getAttribute('aria-invalid')).toBe('false');
  await press('Add the source');
  expect(screen.getByLabelText('Id').getAttribute('aria-invalid')).toBe('true');
  type('Id', 'gold3');
  await press('Add the source');
  expect(only(asked)).toEqual([
    {
      name: 'source.add',
      request: {
        source: sourceOf({
          ...{ id: 'gold3', kind: 'tradingview', name: 'Gold!', symbols: ['EURUSD', 'NOSUCH'], size: { maxLots: 0.5 } },
          rhythm: { everyMinutes: 240, hours: { from: '07:00', to: '20:00' } },
        }),
        reason: null,
      },
    },
    { name: 'source.secret', request: { id: 'gold3' } },
  ]);
  expect(reads(container)).toContain('sources.json cannot be written');
  expect(screen.getByTestId('drawn-secret-text').textContent).toBe('/webhook/source/gold/s3cret');
});

test('a source is changed, switched off, given another secret and deleted, each by one act', async () => {
  const { asked, ui, container } = await show(undefined, {
    'source.rotate': { ok: true, value: { seq: 1, previousUntil: PRESENT + 900_000 } },
    'source.secret': { ok: true, value: { secret: 'n3w', path: '/webhook/source/two/n3w' } },
    'source.change': { ok: false, error: { kind: 'refused', code: 'not_changed', detail: 'two is so already' } },
  });
  await press(/^Open\s*Gold/);
  expect(reads(screen.getByTestId('source-desk'))).toContain('1,234: 9 taken, 1 sent twice, 2 turned away');
  await press('Switch it off');
  expect(reads(container)).toContain('two is so already');
  await press('Change the rules…');
  expect(screen.getByLabelText<HTMLInputElement>('Id').readOnly).toBe(true);
  type('Lots an entry', '2');
  await press('Save the rules');
  await press('Delete…');
  expect(ui.getState().dialog).toEqual({ kind: 'remove-source', id: 'two', name: 'Gold' });
  expect(only(asked).map(({ name, request }) => [name, request])).toMatchObject([
    ['source.change', { id: 'two', change: { enabled: false } }],
    ['source.change', { id: 'two', change: { size: { maxLots: 2 }, symbols: ['XAUUSD'], strategy: 'm5_bos' } }],
  ]);
});

test('another secret: whether the old one goes on is chosen, and the new one is shown', async () => {
  const SECRET = { tail: 'abcd', since: PRESENT, previousUntil: null };
  const own = view('two', { secret: SECRET, address: { path: '/webhook/source/two', isSigned: false } });
  const { asked } = await show(
    { ok: true, value: { sources: [own] } },
    {
      'source.rotate': { ok: true, value: { seq: 1, previousUntil: null } },
      'source.secret': { ok: true, value: { secret: 'n3w', path: '/webhook/source/two/n3w' } },
    },
  );
  await press(/^Open\s*Alerts two/);
  await press('New secret…');
  fireEvent.change(screen.getByLabelText('The secret in use'), { target: { value: '0' } });
  await press('Draw another secret');
  expect(screen.getByTestId('drawn-secret-text').textContent).toBe('/webhook/source/two/n3w');
  expect(only(asked).map(({ request }) => request)).toEqual([{ id: 'two', overlapMinutes: 0 }, { id: 'two' }]);
  await press('Done');
  expect(screen.queryByTestId('drawn-secret')).toBeNull();
});
