import { expect, test } from 'vitest';
import { PASSING } from './cockpit.ts';
import { onScreen } from './on-screen.ts';

/** The order behind three trades is the last the link carries, for longer than these tests take. */
const screen = onScreen({ ...PASSING, paper: { ...PASSING.paper, faults: [{ nth: 7, kind: 'requote', linkDownMs: 120_000 }] } });
const LINK_DOWN_MS = 20_000;

const slot = (title: string) =>
  screen.window.page.getByRole('region', { name: 'Alarms, first five' }).getByRole('listitem').filter({ hasText: title });
const alarmCard = (title: string) => screen.window.page.getByRole('article', { name: new RegExp(title) });

/** An alarm as its slot and card show it, beside the engine's count of the level. */
async function shown(title: string, level: 'critical' | 'high' | 'advisory') {
  const { alarms } = await screen.cockpit.status();
  return {
    slot: await slot(title).evaluateAll((nodes) =>
      nodes.map((node) => `${node.getAttribute('data-level') ?? ''} ${node.getAttribute('data-acknowledged') ?? ''}`),
    ),
    acknowledge: await alarmCard(title)
      .getByRole('button', { name: /^Acknowledge/ })
      .count(),
    shelve: await alarmCard(title)
      .getByRole('button', { name: /^Shelve/ })
      .count(),
    engine: alarms[level],
  };
}

/** Answers an open question that asks for nothing but a reason. */
async function giveReason(verb: string, reason: string): Promise<void> {
  const dialog = screen.window.page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(reason);
  await dialog.getByRole('button', { name: verb, exact: true }).click();
  await screen.window.sees(() => dialog.count(), 0);
}

test('a breaker isolated by hand is an advisory alarm until it is acknowledged, shelved, reset', async () => {
  const { window } = screen;
  const title = 'Terminal write isolated';
  await window.go('Control');
  await window.page.getByLabel('Take a breaker out').selectOption('terminal/write');
  await window.button('Isolate…').click();
  await giveReason('Isolate', 'the broker is doing maintenance');
  await window.go('Alarms');
  await window.sees(() => shown(title, 'advisory'), { slot: ['advisory no'], acknowledge: 1, shelve: 1, engine: 1 });
  await alarmCard(title)
    .getByRole('button', { name: /^Acknowledge/ })
    .click();
  await window.sees(() => shown(title, 'advisory'), { slot: ['advisory yes'], acknowledge: 0, shelve: 1, engine: 1 });
  await alarmCard(title)
    .getByRole('button', { name: /^Shelve/ })
    .click();
  await giveReason('Shelve', 'known until noon');
  await window.sees(
    async () => [
      await slot(title).count(),
      await window.page
        .getByRole('region', { name: 'Shelved' })
        .getByRole('article', { name: new RegExp(title) })
        .count(),
    ],
    [0, 1],
  );
  await window.go('Control');
  await window.button(/^Reset…/).click();
  await giveReason('Reset', 'maintenance is over');
  await window.go('Alarms');
  await window.sees(() => window.page.getByText('No alarm is active.').count(), 1);
});

test('three losses in a row block entries: a high alarm that ends when the block is re-armed', async () => {
  const { window, cockpit } = screen;
  const title = 'New entries are blocked';
  // A trade closed at once loses its spread and commission; a tick in between may spare one of them.
  for (let trade = 0; trade < 8 && (await cockpit.status()).risk.blocks.length === 0; trade += 1) {
    const id = await cockpit.trade({ id: `loss-${trade}`, symbol: 'EURUSD' });
    await cockpit.deliver({ id: `exit-${trade}`, symbol: 'EURUSD', kind: 'exit' });
    await cockpit.until(
      async () => (await cockpit.signalOf(id)).decisions.some(({ stage }) => stage === 'u5'),
      'the trade’s review',
    );
  }
  await window.sees(() => shown(title, 'high'), { slot: ['high no'], acknowledge: 1, shelve: 1, engine: 1 });
  const refused = await cockpit.deliver({ id: 'blocked', symbol: 'GBPUSD' });
  await window.go('Deck');
  await window.sees(async () => (await window.signal('GBPUSD').innerText()).includes('Entries are blocked'), true);
  await window.go('Risk');
  await window.button(/^Re-arm…/).click();
  await giveReason('Re-arm', 'looked at the three trades');
  await window.sees(async () => [(await cockpit.status()).alarms.high, await window.button(/^Re-arm…/).count()], [0, 0]);
  expect(await cockpit.stateOf(refused)).toBe('rejected');
});

test('a lost terminal is critical: said aloud, never shelved', async () => {
  const { window, cockpit } = screen;
  const title = 'Terminal link down';
  await window.go('Alarms');
  const asked = await cockpit.deliverPassing({ id: 'lost', symbol: 'EURUSD' });
  const { digest } = await cockpit.signalOf(asked);
  await cockpit.post(`/signals/${asked}/approve`, { digest });
  await window.sees(
    () => shown(title, 'critical'),
    { slot: ['critical no'], acknowledge: 1, shelve: 0, engine: 1 },
    LINK_DOWN_MS,
  );
  await window.sees(
    async () => ({
      said: await alarmCard(title).getByText('A critical alarm cannot be shelved.').count(),
      aloud: (await window.page.getByRole('alert').innerText()).includes(title),
      link: (await window.text('terminal-link')).includes('DOWN'),
    }),
    { said: 1, aloud: true, link: true },
  );
  expect(window.problems).toEqual([]);
});
