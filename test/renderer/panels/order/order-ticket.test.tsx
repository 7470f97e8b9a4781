// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Preview } from '#shared/events';
import { OrderTicket } from '#renderer/panels/order/index.ts';
import { morning, roomView } from '../../fixtures.ts';
import { reads, said, settled, stage, type Asked } from '../../stage.tsx';

const before = roomView(97_000, 500);
const PASSED = {
  ...{ verdict: 'passed', lots: 0.42, binding: 'signal_money', entry: 1.15824, rr: 2, spreadCost: 3, stress: null, exposure: [] },
  loss: { stop: 90, commission: 2.9, slippage: 4, total: 96.9, pctOfBalance: 0.1 },
  ...{ before, after: before, failed: [], passed: [] },
} as unknown as Preview;
const REFUSED = {
  ...PASSED,
  verdict: 'refused',
  failed: [{ stage: 'u3', code: 'one_per_symbol', hard: true, text: '1 position in EURUSD is open, at most 1.' }],
} as unknown as Preview;

const enter = (name: RegExp, value: string): void => void fireEvent.change(screen.getByLabelText(name), { target: { value } });
const button = (): HTMLElement => screen.getByTestId('place-order');
const isUnavailable = (): boolean => button().getAttribute('aria-disabled') === 'true';
const placedIn = (asked: readonly Asked[]) => asked.filter(({ name }) => name === 'order.place');
type Options = { readonly preview?: Preview; readonly refused?: boolean };
const open = ({ preview = PASSED, refused = false }: Options = {}, wish: Parameters<typeof stage>[2] = {}) =>
  stage(<OrderTicket />, morning(), {
    ...wish,
    answer: ({ name, request }) => {
      if (name === 'risk.preview') return { ok: true, value: { preview } as never };
      if (refused)
        return { ok: false, error: { kind: 'refused', code: 'bad_order', detail: 'stopLoss: must be below the entry' } };
      return { ok: true, value: { signalId: (request as { clientId: string }).clientId, isRepeated: false } as never };
    },
  });

test('an empty ticket asks for a stop and nothing of the engine', async () => {
  const { asked } = open();
  await settled();
  expect([isUnavailable(), reads(screen.getByRole('status')), asked]).toEqual([true, 'A stop is needed', []]);
});

test('what it would come to is shown while it is typed, and it is placed once under a name of its own', async () => {
  const { asked } = open();
  enter(/^Size by/, 'money');
  enter(/^At most/, '100');
  enter(/^Stop loss/, '1,1560');
  await settled();
  expect(said('ticket-answer')).toMatch(/^Would be taken.*0\.42 lots, set by the money asked for.*−96\.90 USD/);
  expect([reads(button()), isUnavailable()]).toEqual(['Place BUY 0.42 EURUSD', false]);
  fireEvent.click(button());
  await settled();
  const [first] = placedIn(asked);
  expect(first?.request).toMatchObject({
    ...{ symbol: 'EURUSD', side: 'BUY', type: 'market', strategy: 'by_hand', stopLoss: 1.156, takeProfit: null, riskMoney: 100 },
    clientId: expect.stringMatching(/^hand-[0-9a-f-]{36}$/) as string,
  });
  expect(said('ticket-placed')).toMatch(/^Placed, /);
  // The stop is gone, so that a second press is no second order.
  fireEvent.click(button());
  await settled();
  expect(placedIn(asked)).toHaveLength(1);
});

test('what another order would come to is not shown as this one’s', async () => {
  const { asked } = open();
  enter(/^Stop loss/, '1.1560');
  await settled();
  enter(/^Stop loss/, '1.1570');
  expect([screen.queryByTestId('ticket-answer'), isUnavailable(), reads(screen.getByRole('status'))]).toEqual([
    null,
    true,
    'Being worked out',
  ]);
  fireEvent.click(button());
  await settled();
  expect([placedIn(asked), isUnavailable()]).toEqual([[], false]);
});

test('Enter in a field goes to the button, and places nothing', async () => {
  const { asked } = open();
  enter(/^Stop loss/, '1.1560');
  await settled();
  fireEvent.keyDown(screen.getByLabelText(/^Stop loss/), { key: 'Enter' });
  await settled();
  expect([document.activeElement === button(), placedIn(asked)]).toEqual([true, []]);
});

test('an order that would be refused says by what, and is not placed', async () => {
  const { asked } = open({ preview: REFUSED });
  enter(/^Stop loss/, '1.1560');
  await settled();
  fireEvent.click(button());
  await settled();
  expect([placedIn(asked), isUnavailable()]).toEqual([[], true]);
  expect(said('ticket-answer')).toContain('1 position in EURUSD is open, at most 1.');
});

test('a refusal stays beside the order, which keeps its name; another order has another and no refusal', async () => {
  const { asked } = open({ refused: true });
  enter(/^Stop loss/, '1.1560');
  await settled();
  fireEvent.click(button());
  await settled();
  expect(reads(screen.getByRole('status'))).toBe('stopLoss: must be below the entry');
  fireEvent.click(button());
  await settled();
  enter(/^Take profit/, '1.17');
  await settled();
  expect(screen.queryByText('stopLoss: must be below the entry')).toBeNull();
  fireEvent.click(button());
  await settled();
  const ids = placedIn(asked).map(({ request }) => (request as { clientId: string }).clientId);
  expect([ids.length, ids[0] === ids[1], ids[1] === ids[2]]).toEqual([3, true, false]);
});

test('on figures that may be the past nothing is placed', async () => {
  const { asked, closed } = open();
  enter(/^Stop loss/, '1.1560');
  await settled();
  closed('gone');
  await settled();
  fireEvent.click(button());
  await settled();
  expect([placedIn(asked), isUnavailable(), screen.queryByTestId('ticket-answer')]).toEqual([[], true, null]);
  expect(reads(screen.getByRole('status'))).toContain('may be the past');
});

test('a stop-limit has a price, a limit and an end', async () => {
  const { asked } = open();
  enter(/^Type/, 'stop_limit');
  enter(/^Waits for/, '1.17');
  enter(/^Then a limit at/, '1.169');
  enter(/^Ends after minutes/, '30');
  enter(/^Stop loss/, '1.16');
  await settled();
  fireEvent.click(button());
  await settled();
  expect(placedIn(asked)[0]?.request).toMatchObject({ type: 'stop_limit', price: 1.17, stopLimit: 1.169, stopLoss: 1.16 });
});
