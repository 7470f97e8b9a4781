import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nanoseconds } from '../measure/nanoseconds.ts';
import type { Figures, Suite } from '../suite.ts';
import { benchFolder } from '../world/folder.ts';
import { walkedBars } from '../world/prices.ts';

const UNTIL = Date.UTC(2026, 0, 2);
const PROGRAM = new URL('../../../main/replay.ts', import.meta.url).pathname;

/** A file of walked bars and a configuration, written once and left for the other rounds. */
function fileOf(bars: number): string {
  const file = join(benchFolder(), `EURUSD_M1_${bars}.csv`);
  if (existsSync(file)) return file;
  const rows = walkedBars(bars, UNTIL).map(
    ({ time, open, high, low, close, volume, spreadPoints }) =>
      `${new Date(time).toISOString()},${open},${high},${low},${close},${volume},${spreadPoints}`,
  );
  writeFileSync(file, `time,open,high,low,close,volume,spread\n${rows.join('\n')}\n`);
  return file;
}

const CONFIGS = {
  idle: { detector: { enabled: false } },
  trading: { strategies: { m5_bos: { sessions: ['any'] }, m1_retest: { sessions: ['any'] } } },
} as const;

/** The command as a trader types it: start, file, journal on the disk with its seal, report. */
function command(kind: keyof typeof CONFIGS, bars: number): Figures {
  const config = join(benchFolder(), `replay-${kind}.json`);
  writeFileSync(config, JSON.stringify(CONFIGS[kind]));
  const file = fileOf(bars);
  const data = mkdtempSync(join(benchFolder(), 'replay-'));
  try {
    const args = ['--bars', file, '--symbol', 'EURUSD', '--timeframe', 'M1', '--config', config, '--data', join(data, 'journal')];
    const began = nanoseconds();
    const { status, stderr } = spawnSync(process.execPath, ['--no-warnings', PROGRAM, ...args, '--paths', '0'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    });
    const seconds = (nanoseconds() - began) / 1e9;
    if (status !== 0) throw new Error(`the replay ended with ${String(status)}: ${stderr.slice(-500)}`);
    return { rate: bars / seconds, us: (seconds * 1e6) / bars, disk: bytesIn(join(data, 'journal')) / bars };
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

const bytesIn = (folder: string): number => readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

export const suite: Suite = {
  name: 'replay-command',
  title: 'npm run replay, from its start to its report: a CSV of M1 bars, journal on the disk with chain and seal',
  baseline: 'detector off, 200,000 bars',
  metrics: [
    { key: 'rate', label: 'bars', unit: '/s' },
    { key: 'us', label: 'a bar', unit: 'us' },
    { key: 'disk', label: 'journal a bar', unit: 'B' },
  ],
  candidates: [
    { name: 'detector off, 200,000 bars', measure: () => command('idle', 200_000) },
    { name: 'detector off, 400,000 bars (linear?)', measure: () => command('idle', 400_000) },
    { name: 'two strategies trading, 100,000 bars', measure: () => command('trading', 100_000) },
  ],
  notes: [
    'Some two seconds of each run are Node, which reads the sources. The walked market has a setup an hour, far more than a real one.',
  ],
};
