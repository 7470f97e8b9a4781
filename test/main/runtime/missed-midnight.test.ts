import { expect, test } from 'vitest';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const TWO_DAYS = 2 * 86_400_000;

test('a PC that slept over the firm’s midnight measures the day from the balance of that midnight, not from what was lost since', async () => {
  const cockpit = await CockpitInMemory.open({ config: { approvals: { mode: 'auto' }, paper: { alwaysOpen: true } } });
  const ticket = await cockpit.opened('s1');
  const before = cockpit.broker.snapshot()!.account.balance;
  cockpit.clock.sleep(TWO_DAYS);
  cockpit.market.move('EURUSD', 1.1);
  await cockpit.advance(3_000);
  const lost = before - cockpit.broker.snapshot()!.account.balance;
  expect([cockpit.cockpit.positions.has(ticket), lost > 1_000, cockpit.cockpit.day?.balance]).toEqual([false, true, before]);
});

test('deals that could not be read at midnight are read again within the minute', async () => {
  const cockpit = await CockpitInMemory.open({ config: { approvals: { mode: 'auto' }, paper: { alwaysOpen: true } } });
  await cockpit.opened('s1');
  const before = cockpit.broker.snapshot()!.account.balance;
  cockpit.clock.sleep(TWO_DAYS);
  cockpit.market.move('EURUSD', 1.1);
  const deals = cockpit.broker.deals.bind(cockpit.broker);
  cockpit.broker.deals = () => Promise.reject(new Error('not loaded'));
  await cockpit.advance(3_000);
  const early = cockpit.cockpit.day?.balance;
  cockpit.broker.deals = deals;
  await cockpit.advance(61_000);
  expect([early !== before, cockpit.cockpit.day?.balance]).toEqual([true, before]);
});
