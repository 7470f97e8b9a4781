import { join } from 'node:path';
import { z } from 'zod';
import { RUN_PAGES, type BackgroundStart, type BackgroundTask, type ReplayDesk } from '#ports';
import { replayOverview, replayRefusedRow, replayTradeDetail, replayTradeRow, sweepResult, type ReplayView } from '#shared/ipc';
import { ok } from '#shared/lib';
import { PriceFiles } from './price-files.ts';
import { refused } from './refused.ts';
import { ReplayJobs, type JobMeans } from './replay-jobs.ts';
import { RunStore } from './run-store.ts';

/** Files, runs and at most one process beside the cockpit. Everything lies in `replays` of the data folder. */
export function createReplayDesk({ dataDir, ...means }: JobMeans & { readonly dataDir: string }): ReplayDesk {
  const files = new PriceFiles(join(dataDir, 'replays'));
  const runs = new RunStore(join(dataDir, 'replays', 'runs'), join(dataDir, 'exports'));
  const jobs = new ReplayJobs(means, { files, runs });
  const view = async (): Promise<ReplayView> => ({
    folder: files.folder,
    files: await files.list(),
    runs: await runs.list(),
    job: jobs.view(),
  });
  return {
    view,
    upload: (part) => files.add(part),
    remove: async (ask) => {
      const stands = ask.what === 'file' ? jobs.holds(ask.name) : null;
      if (stands !== null) return stands;
      const gone = await (ask.what === 'file' ? files.remove(ask.name) : runs.remove(ask.id));
      return gone.ok ? ok(await view()) : gone;
    },
    start: async (ask, config) => {
      const begun = await jobs.start(ask, config);
      return begun.ok ? ok(await view()) : begun;
    },
    cancel: async () => {
      await jobs.cancel();
      return ok(await view());
    },
    compare: async (a, b) => {
      const kept = new Map((await runs.list()).map((run) => [run.id, run.kind]));
      if (kept.get(a) !== 'replay' || kept.get(b) !== 'replay')
        return refused('not_found', 'Two replays that are kept are needed');
      return compared(means.start, { ask: { kindOfJob: 'compare' }, a: runs.at(a), b: runs.at(b) });
    },
    export: (id, format) => runs.export(id, format, momentText(means.clock.wallMs())),
    stop: () => jobs.cancel(),
    ...partsOf(runs),
  };
}

const partsOf = (runs: RunStore): Pick<ReplayDesk, 'report' | 'trades' | 'refused' | 'trade' | 'sweep'> => ({
  report: (id) => runs.part(id, 'overview.json', replayOverview),
  trades: (id, page) => runs.part(id, `trades-${page}.json`, z.array(replayTradeRow)),
  refused: (id, page) => runs.part(id, `refused-${page}.json`, z.array(replayRefusedRow)),
  trade: async (id, place) => {
    const page = await runs.part(id, `details-${Math.floor(place / RUN_PAGES.details)}.json`, z.array(replayTradeDetail));
    if (!page.ok) return page;
    const one = page.value.find(({ row }) => row.place === place);
    return one === undefined ? refused('not_found', 'This run has no such trade') : ok(one);
  },
  sweep: (id) => runs.part(id, 'sweep.json', sweepResult),
});

/** 20261124-164000, UTC. */
const momentText = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');

/** Short, so beside whatever is under way. */
const compared = (start: BackgroundStart, task: BackgroundTask): ReturnType<ReplayDesk['compare']> =>
  new Promise((resolve) => {
    let answer: Awaited<ReturnType<ReplayDesk['compare']>> | null = null;
    start(task, {
      said: (word) => {
        if (word.t === 'compared') answer = ok(word.comparison);
        if (word.t === 'failed') answer = refused('setup_failed', word.faults.join('; '));
      },
      ended: (why) => resolve(answer ?? refused('setup_failed', `They could not be compared: ${why}`)),
    });
  });
