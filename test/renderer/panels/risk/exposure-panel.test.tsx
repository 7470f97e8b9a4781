// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ExposureReport } from '#shared/ipc';
import { ExposurePanel } from '#renderer/panels/risk/exposure-panel.tsx';
import { morning } from '../../fixtures.ts';
import { reads, settled, stage } from '../../stage.tsx';

const EXPOSURE: ExposureReport = {
  currencies: [
    { currency: 'USD', net: -112_000, gross: 240_000 },
    { currency: 'EUR', net: 55_546, gross: 55_546 },
  ],
  stops: 900,
  unbounded: ['77'],
  effective: { risk: 700, limit: 1_000 },
  groups: [{ group: 'dollar majors', risk: 900, limit: null }],
  pairs: [
    { one: 'EURUSD', other: 'GBPUSD', correlation: 0.834 },
    { one: 'EURUSD', other: 'XAUUSD', correlation: null },
  ],
  positions: [
    { ticket: '60417611', risk: 500, frees: 320 },
    { ticket: '77', risk: null, frees: null },
  ],
};

async function shown(exposure: ExposureReport | null): Promise<string> {
  stage(<ExposurePanel />, morning(), {
    answer: ({ name }) =>
      name === 'risk.exposure' && exposure !== null ? { ok: true, value: { exposure } as never } : undefined,
  });
  await settled();
  return reads(screen.getByRole('region', { name: 'Exposure and correlation' }));
}

test('currencies, ceilings, pairs and what closing frees are the engine’s figures; and what it does not know stands as unknown', async () => {
  const text = await shown(EXPOSURE);
  expect(text).toContain('−900.00 USD, and 1 position without a bound');
  expect(text).toContain('700.00 of 1,000.00 USD · 70 %');
  expect(text).toContain('Group: dollar majors900.00 USD, limit not known');
  expect(text).toContain('EURUSD with GBPUSDcorrelation 0.83');
  expect(text).toContain('EURUSD with XAUUSDcorrelation not known');
  const rows = [...screen.getByRole('table', { name: 'Exposure by currency' }).querySelectorAll('tbody tr')].map(reads);
  expect(rows).toEqual(['USD−112,000.00240,000.00', 'EUR55,546.0055,546.00']);
  const frees = [...screen.getByRole('table', { name: 'What closing frees' }).querySelectorAll('tbody tr')].map(reads);
  expect([frees[0], frees[1]]).toEqual([expect.stringMatching(/60417611500\.00320\.00$/), '77––']);
});

test('without an answer nothing is claimed, and nothing open is told as such', async () => {
  expect(await shown(null)).toContain('Not known yet.');
  const none = { ...EXPOSURE, currencies: [], stops: 0, unbounded: [], groups: [], pairs: [], positions: [] };
  document.body.replaceChildren();
  expect(await shown(none)).toContain('Nothing is open or on its way.');
});
