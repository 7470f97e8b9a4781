import { memoryJournal } from '#main/adapters/journal/index.ts';
import { replayHistory } from '#main/replay/index.ts';
import { nanoseconds } from '../measure/nanoseconds.ts';
import { keep } from '../measure/keep.ts';
import { playTrivially } from '../peers/event-loop.ts';
import type { Bar } from '#shared/domain';
import type { Figures, Suite } from '../suite.ts';
import { configOf } from '../world/market-facts.ts';
import { recordedBars, walkedBars, withoutRecording } from '../world/prices.ts';

const BARS = 5_000;
const UNTIL = Date.UTC(2026, 0, 2);
const CONFIG = configOf({ strategies: { m5_bos: { sessions: ['any'] }, m1_retest: { sessions: ['any'] } } });

async function whole(bars: readonly Bar[]): Promise<Figures> {
  const journal = memoryJournal({ keep: 1_000 });
  const began = nanoseconds();
  const report = await replayHistory({
    file: 'EURUSD_M1.csv',
    prices: { kind: 'bars', series: [{ symbol: 'EURUSD', rows: bars }] },
    history: [],
    specs: [],
    config: CONFIG,
    journal,
    log: { write: () => undefined },
    rearm: 'daily',
  });
  const ns = (nanoseconds() - began) / bars.length;
  const { records } = journal.stats();
  return { rate: 1e9 / ns, us: ns / 1e3, signals: report.signals, trades: report.trades.length, records, rss: rssMB() };
}

function trivially(bars: readonly Bar[]): Figures {
  keep(playTrivially(bars));
  const began = nanoseconds();
  keep(playTrivially(bars));
  const ns = (nanoseconds() - began) / bars.length;
  return { rate: 1e9 / ns, us: ns / 1e3, rss: rssMB() };
}

const rssMB = (): number => process.memoryUsage().rss / 2 ** 20;

export const suite: Suite = {
  name: 'replay',
  title: 'Replay, whole engine: four ticks a bar, broker, detector, owner, U-cells, risk, ledger, journal in memory with chain',
  baseline: 'trivial event engine (floor)',
  metrics: [
    { key: 'rate', label: 'bars', unit: '/s' },
    { key: 'us', label: 'a bar', unit: 'us' },
    { key: 'rss', label: 'memory', unit: 'MB' },
  ],
  candidates: [
    { name: 'trivial event engine (floor)', measure: () => trivially(walkedBars(BARS * 10, UNTIL)) },
    { name: 'ours, 5,000 walked bars', measure: () => whole(walkedBars(BARS, UNTIL)) },
    { name: 'ours, 10,000 walked bars (linear?)', measure: () => whole(walkedBars(BARS * 2, UNTIL)) },
    { name: 'ours, recorded EURUSD', measure: () => whole(recordedBars()), needs: withoutRecording },
  ],
  notes: ['grademark and @backtest/framework are not installed here, so they are not measured.'],
};
