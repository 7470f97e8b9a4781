import { expect, test } from 'vitest';
import { onScreen } from './on-screen.ts';

const screen = onScreen();
/** Three missing beats, and one more to notice. */
const NOTICE_MS = 4_500;
const RETURN_MS = 12_000;

const liveness = async () => ({
  notLive: await screen.window.page.getByTestId('not-live').count(),
  standing: await screen.window.page.getByTestId('standing').count(),
  stop: await screen.window.id('stop').isVisible(),
});
const LIVE = { notLive: 0, standing: 0, stop: true };
const NOT_LIVE = { notLive: 1, standing: 1, stop: true };

/** The same things, read from the screen and from the engine. */
async function bothSides() {
  const { window, cockpit } = screen;
  const { trading, terminal, approvals } = await cockpit.status();
  const tickets = await window.page.getByRole('table', { name: 'Open positions' }).locator('tbody tr').count();
  return {
    window: {
      trading: await window.text('trading-state'),
      positions: tickets,
      cards: await window.page.getByRole('article', { name: /^Approval / }).count(),
    },
    engine: { trading: trading.toUpperCase(), positions: terminal.positions.length, cards: approvals.pending.length },
  };
}

test('an engine that hangs is NOT LIVE within four seconds, and live again when it goes on', async () => {
  const { window, cockpit } = screen;
  await cockpit.trade({ id: 'before', symbol: 'EURUSD' });
  await window.sees(liveness, LIVE);
  cockpit.signal('SIGSTOP');
  const began = performance.now();
  await window.sees(liveness, NOT_LIVE, NOTICE_MS);
  const noticed = performance.now() - began;
  cockpit.signal('SIGCONT');
  await window.sees(liveness, LIVE);
  expect(noticed).toBeGreaterThan(1_000); // One late beat is not silence.
});

test('an engine that died is NOT LIVE; started again in the same place, the window comes back to the same state', async () => {
  const { window, cockpit } = screen;
  await cockpit.end('SIGKILL');
  await window.sees(liveness, NOT_LIVE, NOTICE_MS);
  await cockpit.start();
  await window.sees(liveness, LIVE, RETURN_MS);
  const waiting = await cockpit.deliverPassing({ id: 'after', symbol: 'GBPUSD' });
  await window.card('Approval GBPUSD BUY').waitFor();
  const same = { trading: 'ACTIVE', positions: 1, cards: 1 };
  await window.sees(bothSides, { window: same, engine: same });
  // The browser itself reports each attempt that found nobody; nothing else may have gone wrong.
  const others = window.problems.filter((problem) => !problem.includes('ERR_CONNECTION_REFUSED'));
  expect([await cockpit.stateOf(waiting), others]).toEqual(['awaiting_approval', []]);
});
