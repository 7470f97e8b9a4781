// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Deliveries } from '#renderer/panels/connect/deliveries.tsx';
import type { DeliveryView } from '#shared/ipc';
import { morning, PRESENT } from '../../fixtures.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';

const delivery = (id: number, part: Partial<DeliveryView> = {}): DeliveryView => ({
  ...{
    id,
    at: PRESENT - id * 1_000,
    source: 'tradingview',
    route: '/webhook/tradingview/***',
    peer: '52.89.214.238',
    isProven: true,
  },
  ...{ body: `{"ticker":"EURUSD","n":${id}}`, bytes: 27, isCut: false, fate: 'accepted', code: null, reason: null, remedy: null },
  ...{ signalId: `s-${id}`, traceId: `tr-${id}`, count: 1, ms: 3 },
  signal: { kind: 'entry', symbol: 'EURUSD', side: 'BUY', state: 'awaiting_approval', reason: null },
  ...part,
});
const ROWS: readonly DeliveryView[] = [
  delivery(4),
  delivery(3, { signal: { kind: 'exit', symbol: 'EURUSD', side: 'BUY', state: 'closed', reason: 'Exit: closed 7' } }),
  delivery(2, {
    ...{ fate: 'refused', signal: null, signalId: null, code: 'invalid_signal' },
    ...{ reason: 'sl: must be a positive price', remedy: 'Name your plot “Stop” in the script.' },
  }),
  delivery(1, {
    fate: 'refused',
    source: null,
    signal: null,
    signalId: null,
    code: 'not_found',
    reason: 'There is nothing at this address',
    body: null,
    count: 12,
    isProven: false,
  }),
];
const found = (deliveries: readonly DeliveryView[], problem: string | null = null) => ({
  ok: true,
  value: { deliveries, total: deliveries.length, before: null, problem },
});
async function show(answer: (asked: Asked) => unknown = () => found(ROWS)) {
  const made = stage(<Deliveries source="tradingview" title="TradingView" />, morning(), {
    answer: (asked) => answer(asked) as never,
  });
  await settled();
  return made;
}
const rows = (): readonly string[] => screen.getAllByRole('listitem').map(reads);
const looks = (asked: readonly Asked[]) => asked.filter(({ name }) => name === 'delivery.list').map(({ request }) => request);

test('a test stands as one, with what it was read as, and never as unread', async () => {
  const reason = 'open BUY EURUSD, stop 1.17, target 1.19 | it would be approved';
  await show(() => found([delivery(1, { fate: 'test', signal: null, signalId: null, reason })]));
  expect(rows()[0]?.replace(/^[\d:]+/, '')).toBe(`TradingViewa test not traded: ${reason}`);
});

test('each stands with what was understood and how it ended; an exit never reads as an entry', async () => {
  await show();
  expect(rows().map((text) => text.replace(/^[\d:]+/, ''))).toEqual([
    'TradingViewopen BUY EURUSD waiting',
    'TradingViewclose EURUSD closed: Exit: closed 7',
    'TradingViewin part sl: must be a positive price',
    'unknown addressnot read 12 × There is nothing at this address',
  ]);
});

test('one that was turned away shows its body, the reason and what to change', async () => {
  await show();
  fireEvent.click(screen.getByRole('button', { name: /in part/ }));
  const said = reads(screen.getByTestId('delivery'));
  expect(said).toContain('Now: sl: must be a positive price');
  expect(said).toContain('What to change: Name your plot “Stop” in the script.');
  expect(said).toContain('{"ticker":"EURUSD","n":2}');
  fireEvent.click(screen.getByRole('button', { name: /unknown address/ }));
  expect(reads(screen.getByTestId('delivery'))).toContain('Nothing that is text arrived.');
  expect(screen.queryByTestId('judge-again')).toBeNull();
});

test('is judged again as it came or with its text mended, says what it would come to, and leads to its signal', async () => {
  const read = { ok: true, text: 'open BUY EURUSD', mend: null, ms: 1 };
  const judged = { ok: false, text: 'Would be refused: session.', mend: null, ms: 2 };
  const { asked, ui } = await show(({ name, request }) =>
    name !== 'delivery.judge'
      ? found(ROWS)
      : (request as { readonly body: string | null }).body === null
        ? { ok: false, error: { kind: 'refused', code: 'not_found', detail: 'Only its beginning was kept' } }
        : { ok: true, value: { at: PRESENT, trial: { read, judged } } },
  );
  fireEvent.click(screen.getByTestId('judge-again'));
  await settled();
  expect(reads(screen.getByTestId('delivery'))).toContain('Only its beginning was kept');
  fireEvent.click(screen.getByTestId('mend'));
  const text = screen.getByLabelText<HTMLTextAreaElement>('The text as the sender should send it');
  expect(text.value).toBe(ROWS[0]?.body);
  fireEvent.change(text, { target: { value: 'mended' } });
  fireEvent.click(screen.getByTestId('judge-mended'));
  await settled();
  expect(asked.filter(({ name }) => name === 'delivery.judge').map(({ request }) => request)).toEqual([
    { id: 4, body: null },
    { id: 4, body: 'mended' },
  ]);
  expect(reads(screen.getByTestId('judged'))).toMatch(
    /^Judged with the mended text at [\d:]+Read as, passedopen BUY EURUSD.*Judged, failedWould be refused: session\./,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Open the signal' }));
  expect(ui.getState()).toMatchObject({ view: 'signals', signalId: 's-4' });
});

test('what is wanted is asked of the engine: the source, only what was turned away, a word', async () => {
  const { asked } = await show();
  fireEvent.click(screen.getByRole('button', { name: 'All' }));
  fireEvent.click(screen.getByRole('button', { name: 'Turned away' }));
  fireEvent.change(screen.getByLabelText('Search deliveries'), { target: { value: ' EURUSD ' } });
  await settled();
  expect(looks(asked)).toMatchObject([
    { source: 'tradingview', fate: null, text: '', limit: 50 },
    { source: null },
    { source: 'tradingview', fate: 'refused' },
    { fate: 'refused', text: 'EURUSD' },
  ]);
});

test('is looked for again while the page is open, and not of an engine that does not answer', async () => {
  const { asked, beat, silence } = await show();
  const before = looks(asked).length;
  beat();
  silence(2_900);
  beat();
  silence(200);
  await settled();
  expect(looks(asked).length).toBeGreaterThan(before);
  silence(6_000);
  await settled();
  const silent = looks(asked).length;
  silence(30_000);
  await settled();
  expect(looks(asked).length).toBe(silent);
});

test.each([
  [() => found([]), 'Nothing came in yet'],
  [() => found([], 'The disk is full'), 'The disk is full'],
  [
    () => ({ ok: false, error: { kind: 'refused', code: 'no_setup', detail: 'Deliveries are not kept here' } }),
    'Deliveries are not kept here',
  ],
  [() => new Promise(() => undefined), 'Asking the engine for what came in…'],
])('says what there is to say where there is none: %#', async (answer, words) => {
  const { container } = await show(answer);
  expect(reads(container)).toContain(words);
});
