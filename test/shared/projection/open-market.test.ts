import { expect, test } from 'vitest';
import { config } from '#shared/config';
import { isAlwaysOpen, openMarketNote } from '#shared/projection';

const cockpit = (mode: 'paper' | 'replay' | 'demo' | 'live', alwaysOpen: boolean) => ({
  mode,
  terminal: mode === 'demo' || mode === 'live' ? ('mt5' as const) : ('paper' as const),
  config: config.parse({ paper: { alwaysOpen } }),
});

test('only the paper market of a live run is open round the clock, and it says what that changes', () => {
  const open = cockpit('paper', true);
  expect([isAlwaysOpen(open), openMarketNote(open)]).toEqual([true, expect.stringContaining('open 24/7')]);
  for (const real of [cockpit('paper', false), cockpit('replay', true), cockpit('demo', true), cockpit('live', true)])
    expect([real.mode, isAlwaysOpen(real), openMarketNote(real)]).toEqual([real.mode, false, null]);
});
