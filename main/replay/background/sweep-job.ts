import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulebookIn } from '#shared/rulebooks';
import type { KeptRun, SweepAsk, SweepResult } from '#shared/ipc';
import { digestOf } from '#shared/lib';
import { StartFault, VERSION } from '../../host/index.ts';
import { oddsTermsOf } from '../odds/index.ts';
import { pricesDigest } from '../prices-digest.ts';
import { gridOf, runSweep, sweepCsv, sweepParam, sweepRows, sweepWords } from '../sweep/index.ts';
import { tablePage } from '../html/index.ts';
import { configOf, historyOf } from './history-of.ts';
import type { RunPlace, Say } from './task.ts';

/** More take longer than a trader waits at a window; the command line has room for them. */
const RUNS_MAX = 200;

/** One history under many settings, one run after the other: the cockpit needs the other processors. */
export async function sweepJob(ask: SweepAsk, place: RunPlace, say: Say): Promise<KeptRun> {
  const { folder, out } = place;
  say({ t: 'progress', step: 'Reading the prices', done: 0, total: 0 });
  if (ask.rates.length > 0)
    throw new StartFault(['--rates: a sweep takes no rates; sweep a symbol in the currency of the account']);
  const config = configOf(place.config, ask.change);
  const points = gridOf(ask.params.map(({ path, values }) => sweepParam(`${path}=${values}`)));
  if (points.length > RUNS_MAX) throw new StartFault([`${points.length} runs, at most ${RUNS_MAX} here: try fewer values`]);
  const { symbol, prices, span } = await historyOf(ask, folder);
  if (prices.kind === 'ticks') throw new StartFault(['A sweep plays M1 bars: choose a file of those']);
  let done = 0;
  say({ t: 'progress', step: 'Playing runs', done, total: points.length });
  const runs = await runSweep({
    task: {
      ...{ files: ask.files.map((name) => join(folder, name)), rows: ask.rows, config, rearm: ask.rearm },
      ...{ specs: ask.spec === null ? [] : [join(folder, ask.spec)], odds: oddsTermsOf({}) },
    },
    points,
    known: new Map(),
    jobs: 1,
    ended: () => {
      done += 1;
      say({ t: 'progress', step: 'Playing runs', done, total: points.length });
    },
  });
  const breached = runs.filter(({ breach }) => breach !== null).length;
  const run: KeptRun = {
    ...{ id: place.id, kind: 'sweep', name: ask.name, at: place.at, version: VERSION, files: [...ask.files], symbol },
    ...span,
    digests: { config: digestOf(config), prices: pricesDigest(prices) },
    ...{ rulebook: rulebookIn(config.rulebook).title, currency: config.paper.currency, runs: runs.length },
    trades: runs.reduce((sum, { trades }) => sum + trades, 0),
    net: Math.max(...runs.map(({ net }) => net)),
    breach: breached === 0 ? null : String(breached),
  };
  const result: SweepResult = {
    run,
    paths: ask.params.map(({ path }) => path),
    rows: runs.map(({ point, breach, odds, targetAt, ...row }) => ({
      values: point.map(([, value]) => value),
      ...{ net: row.net, trades: row.trades, winRate: row.winRate, profitFactor: row.profitFactor, meanR: row.meanR },
      ...{ fall: row.fall, sharpe: row.sharpe, nearest: row.nearest, breach: breach?.rule ?? null },
      ...{ pBreach: odds?.breach ?? null, pPass: odds?.pass ?? null, reached: targetAt !== null },
    })),
    words: [...sweepWords(runs)],
  };
  const put = (name: string, text: string): void => writeFileSync(join(out, name), text, { mode: 0o600 });
  put('sweep.json', JSON.stringify(result));
  put('report.json', JSON.stringify(runs));
  put('report.csv', sweepCsv(runs));
  put('report.html', tablePage('One history under many settings', sweepWords(runs), sweepRows(runs)));
  put('run.json', JSON.stringify(run));
  return run;
}
