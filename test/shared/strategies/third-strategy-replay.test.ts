import { expect, test, vi } from 'vitest';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { replayHistory } from '#main/replay/index.ts';
import { parseConfig } from '#shared/config';
import { walkedBars } from '#test/bench/world/prices.ts';
import { FADE, M5_FADE } from './third.ts';

/** Here the third strategy is the one that our own detector proposes breaks of structure for. */
vi.mock(import('../../../shared/strategies/table.ts'), async (original) => {
  const { fade, withThird } = await import('./third.ts');
  const real = await original();
  const [first, ...others] = real.STRATEGY_TABLE;
  const table = withThird(real, { ...fade, structure: 'break', isDetected: true, refusedRegimes: [] });
  const rows = [{ ...first, isDetected: false }, ...others, ...table.STRATEGY_TABLE.slice(real.STRATEGY_TABLE.length)];
  return { ...table, STRATEGY_TABLE: rows as unknown as typeof real.STRATEGY_TABLE };
});

test('a replay proposes, judges and reports its setups under its own name', async () => {
  const parsed = parseConfig({ strategies: { m1_retest: { enabled: false } } });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  const journal = memoryJournal({});
  const report = await replayHistory({
    file: 'EURUSD_M1.csv',
    prices: { kind: 'bars', series: [{ symbol: 'EURUSD', rows: walkedBars(4_000, Date.UTC(2026, 0, 2)) }] },
    history: [],
    specs: [],
    config: parsed.value,
    journal,
    log: { write: () => undefined },
    rearm: 'daily',
  });
  const accepted = journal
    .read(0, Number.MAX_SAFE_INTEGER)
    .flatMap((record) => (record.type === 'signal.accepted' ? [record.payload] : []));
  const named = new Set(accepted.map(({ strategyId, signal }) => `${strategyId} ${signal.pattern}`));
  expect(named).toContain(`${FADE} ${M5_FADE}`);
  expect(named).not.toContain('m5_bos M5_BOS');
  expect(report.trades.length).toBeGreaterThan(0);
  expect(new Set(report.trades.map(({ strategyId }) => strategyId))).toEqual(new Set([FADE]));
});
