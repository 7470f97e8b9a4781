import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { walkedBars } from '#test/bench/world/prices.ts';
import { patience } from '#test/time/pace.ts';

const folder = mkdtempSync(join(tmpdir(), 'replay-together-'));
afterAll(() => rmSync(folder, { recursive: true }));
const LIMIT = { timeout: patience(240_000) };

type Ran = { readonly code: number; readonly out: string; readonly errors: string };
async function ran(program: 'replay' | 'verify', ...args: readonly string[]): Promise<Ran> {
  const file = fileURLToPath(new URL(`../../main/${program}.ts`, import.meta.url));
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [file, ...args], { maxBuffer: 64 * 1024 * 1024 });
    return { code: 0, out: stdout, errors: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, errors: stderr };
  }
}

type Told = {
  readonly source: string;
  readonly trades: readonly { readonly symbol: string; readonly openedAt: number; readonly entry: number }[];
  readonly data: { readonly symbols: readonly { readonly symbol: string; readonly rows: number }[] };
  readonly digests: { readonly prices: string };
};
const told = ({ out, errors }: Ran): Told => {
  if (out === '') throw new Error(errors);
  return JSON.parse(out) as Told;
};

/** Two halves of one walk, on the same minutes, the second a tenth of a dollar higher: each a file of its own symbol. */
function write(name: string, half: 0 | 1): string {
  const bars = walkedBars(3_000, Date.UTC(2026, 0, 9, 12));
  const file = join(folder, name);
  const rows = bars.slice(half * 1_500, half * 1_500 + 1_500).map(({ open, high, low, close, spreadPoints }, index) => {
    const prices = [open, high, low, close].map((price) => (price + half / 10).toFixed(5));
    return `${new Date(bars[index]!.time).toISOString()},${prices.join(',')},${spreadPoints}`;
  });
  writeFileSync(file, `time,open,high,low,close,spread\n${rows.join('\n')}\n`);
  return file;
}

describe('npm run replay with files of two symbols', () => {
  const [euro, pound] = [write('EURUSD_M1.csv', 0), write('pound.csv', 1)];
  const config = join(folder, 'any-session.json');
  writeFileSync(config, JSON.stringify({ strategies: { m5_bos: { sessions: ['any'] }, m1_retest: { sessions: ['any'] } } }));
  const named = ['--symbol', 'GBPUSD=pound.csv', '--config', config];

  it(
    'makes one run of them, the same bytes in whatever order they are listed, and a journal that verify decides again',
    LIMIT,
    async () => {
      const [one, other] = [join(folder, 'one'), join(folder, 'other')];
      const page = join(folder, 'report.html');
      const first = await ran('replay', euro, pound, ...named, '--data', one, '--json', '--html', page);
      const again = await ran('replay', pound, euro, ...named, '--data', other, '--json');
      expect([first.code, again.out === first.out]).toEqual([0, true]);
      const report = told(first);
      expect([report.source, report.data.symbols]).toMatchObject([
        'file EURUSD_M1.csv, pound.csv, bars',
        [{ symbol: 'EURUSD', rows: 1_500 }, { symbol: 'GBPUSD', rows: 1_500 }], // prettier-ignore
      ]);
      expect(new Set(report.trades.map(({ symbol }) => symbol))).toEqual(new Set(['EURUSD', 'GBPUSD']));
      expect(readFileSync(page, 'utf8')).toContain('GBPUSD: pound.csv gave 1500 rows');
      const alone = told(await ran('replay', euro, '--config', config, '--json'));
      expect([alone.data.symbols, alone.digests.prices === report.digests.prices]).toEqual([undefined, false]);
      expect(await ran('verify', one)).toMatchObject({ code: 0 });
    },
  );

  it('says what is missing where a symbol cannot be told', LIMIT, async () => {
    const { code, errors } = await ran('replay', euro, pound);
    expect([code, errors]).toEqual([2, expect.stringMatching(/pound.csv: the name is not SYMBOL_TF.csv: .*--symbol NAME=FILE/)]);
  });
});

const RECORDED = fileURLToPath(new URL('../../../shared/data/market/csv/', import.meta.url));
const isThere = existsSync(RECORDED);
if (!isThere) console.warn(`SKIPPED recorded prices of two symbols: ${RECORDED} is not there`);

/** A day in which no limit of the account is near, and nothing slips: what each would do alone it does in company. */
const FREE = {
  strategies: Object.fromEntries(
    ['m5_bos', 'm1_retest'].map((id) => [
      id,
      { sessions: ['any'], riskPercent: 0.01, maxRiskPercent: 0.05, maxDailyRiskPercent: 50, maxConcurrent: 50, minWinRate: 0 },
    ]),
  ),
  cells: { u3: { maxOpenPositions: 100, maxGroupRisk: 100, maxEffectiveRisk: 100 } },
  paper: { slippagePoints: 0 },
};

describe.skipIf(!isThere)('recorded euro and gold', () => {
  it('trade in one account at the moments and prices at which each trades alone', LIMIT, async () => {
    const config = join(folder, 'free.json');
    writeFileSync(config, JSON.stringify(FREE));
    const of = (name: string): string => join(RECORDED, `${name}_M1.csv.gz`);
    const days = ['--from', '2014-05-01T00:00:00Z', '--to', '2014-05-02T00:00:00Z', '--config', config, '--paths', '0', '--json'];
    const run = async (...files: readonly string[]): Promise<Told> => told(await ran('replay', ...files, ...days));
    const [euro, gold, both] = [await run(of('EURUSD')), await run(of('XAUUSD')), await run(of('XAUUSD'), of('EURUSD'))];
    const entries = (trades: Told['trades']): readonly string[] =>
      trades.map(({ symbol, openedAt, entry }) => `${symbol} ${openedAt} ${entry}`).sort();
    expect([euro.trades.length > 0, gold.trades.length > 2]).toEqual([true, true]);
    expect(entries(both.trades)).toEqual(entries([...euro.trades, ...gold.trades]));
    expect(both.data.symbols.map(({ symbol }) => symbol)).toEqual(['EURUSD', 'XAUUSD']);
  });
});
