import { join } from 'node:path';
import type { Clock, Ids, Model, SourceBook } from '#ports';
import type { Config } from '#shared/config';
import { calendarsIn } from '../adapters/calendar/index.ts';
import type { SqliteJournal } from '../adapters/journal/index.ts';
import { loadModel, ModelFault } from '../adapters/model/index.ts';
import { Runtime } from '../runtime/index.ts';
import { keepRulebook } from './config-file.ts';
import { WARM_UP_BARS } from './demo-offset.ts';
import { StartFault, type CockpitOptions } from './options.ts';
import type { ChosenTerminal } from './terminal.ts';
import { VERSION } from './version.ts';

const LOOKS = { pulseMs: 1_000, refreshMs: 5_000, warmUpBars: WARM_UP_BARS } as const;

type Parts = {
  readonly config: Config;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly run: string;
  readonly journal: SqliteJournal;
  readonly chosen: ChosenTerminal;
  readonly book: SourceBook;
};

/** The runtime on a data folder, in real time. */
export function realRuntime(options: CockpitOptions, { config, clock, ids, run, journal, chosen, book }: Parts): Runtime {
  const { dataDir, log, notifier } = options;
  return new Runtime({
    clock,
    ids,
    journal,
    journalWatch: journal.watch,
    terminal: chosen.terminal,
    log,
    notifier,
    model: modelOf(dataDir),
    // A calendar file in the data folder takes precedence over the terminal's calendar.
    calendar: calendarsIn(dataDir, { now: () => clock.nowMs(), timeZone: config.calendar.timeZone }, chosen.calendar),
    run,
    version: VERSION,
    mode: chosen.mode,
    config,
    sources: book.sources,
    sourcesBegun: book.begun,
    keepRulebook: (choice) => keepRulebook(options.configFile, dataDir, choice),
    previous: journal.previous,
    ...LOOKS,
    onBug: (error) => options.onBug?.(error),
  });
}

function modelOf(dataDir: string): Model | null {
  try {
    return loadModel(join(dataDir, 'model.json'));
  } catch (error) {
    if (error instanceof ModelFault) throw new StartFault([error.message]);
    throw error;
  }
}
