import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, HostDesk, Ids, Mt5Setup } from '#ports';
import type { Config } from '#shared/config';
import type { DiagnosisCheck } from '#shared/ipc';
import { aboutLines, diagnose, diagnosisText, noticesBeside, writeBundle, type DiagnosisAsk } from './diagnosis/index.ts';
import { configPath } from './config-file.ts';
import { writeExport } from './export-file.ts';
import { createReplayDesk, createRerunDesk, createVerifyDesk, forkedBackground } from './replays/index.ts';
import type { CockpitOptions } from './options.ts';
import { setupOf } from './setup.ts';

/** Of the newest log. */
const LOG_LINES = 2_000;
const LEVEL = 'debug';

type Asked = Pick<CockpitOptions, 'dataDir' | 'http' | 'bridge' | 'terminal'>;

/** What the two doors are called in a diagnosis. `ours`: this process listens there. */
export const doorsOf = (
  { http, bridge }: Asked,
  ours: { readonly http: boolean; readonly bridge: boolean },
): DiagnosisAsk['doors'] => [
  { id: 'port-http', title: 'Address of the HTTP door', ...http, option: '--http', isOurs: ours.http },
  { id: 'port-bridge', title: "Address for MetaTrader's Expert Advisor", ...bridge, option: '--bridge', isOurs: ours.bridge },
];

export const placesOf = (dataDir: string, configFile: string | null): Readonly<Record<string, string>> => ({
  Data: dataDir,
  Configuration: configPath(configFile, dataDir),
  Log: join(dataDir, 'logs'),
  Program: process.execPath,
});

type Parts = {
  readonly clock: Clock;
  readonly setup: Mt5Setup;
  readonly bridge: () => string | null;
  readonly beside: Pick<HostDesk, 'replay' | 'rerun' | 'verify'>;
};

/** This PC and this copy of the program, as the running cockpit sees them. */
function hostDesk(options: CockpitOptions, { clock, setup, bridge, beside }: Parts): HostDesk {
  const { dataDir, configFile, logBook, showFile, updates, start } = options;
  const about = (): ReturnType<HostDesk['about']> => aboutLines(placesOf(dataDir, configFile));
  const look = (): Promise<readonly DiagnosisCheck[]> =>
    diagnose({
      ...{ dataDir, setup },
      doors: doorsOf(options, { http: true, bridge: bridge() !== null }),
      isMt5: bridge() !== null,
      clock: clock.keeper?.standing() ?? null,
      wallMs: clock.wallMs(),
    });
  return {
    about,
    notices: noticesBeside,
    diagnose: look,
    bundle: async (parts, secrets) => {
      const log = logBook?.tail({ level: LEVEL, text: '', limit: LOG_LINES }).lines ?? [];
      const name = `support-${momentText(clock.wallMs())}`;
      const all = {
        ...parts,
        'diagnosis.txt': diagnosisText(about(), await look()),
        'config.json': textOf(configPath(configFile, dataDir)),
        'log.jsonl': log.map((line) => JSON.stringify(line)).join('\n'),
      };
      return writeBundle(dataDir, name, all, secrets);
    },
    keep: (name, texts, secrets) => writeExport(dataDir, `${momentText(clock.wallMs())}-${name}`, texts, secrets),
    ...beside,
    ...(showFile === undefined ? {} : { show: showFile }),
    ...(updates === undefined ? {} : { updates }),
    ...(start === undefined ? {} : { start }),
  };
}

/** What sets MetaTrader up on this PC, and what looks at the PC itself. */
export function pcDesks(
  options: CockpitOptions,
  config: Config,
  { clock, ids, bridge }: { readonly clock: Clock; readonly ids: Ids; readonly bridge: () => string | null },
): { readonly setup: Mt5Setup; readonly hostDesk: HostDesk } {
  const setup = setupOf(options, config, clock);
  const { dataDir, secrets, background: start = forkedBackground } = options;
  const beside = {
    replay: createReplayDesk({ dataDir, clock, ids, start }),
    rerun: createRerunDesk({ journal: dataDir, start }),
    verify: createVerifyDesk({ journal: dataDir, key: secrets.journalKey, clock, start }),
  };
  return { setup, hostDesk: hostDesk(options, { clock, setup, bridge, beside }) };
}

/** 20261124-164000, UTC. */
const momentText = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');

/** A file that is not there or cannot be read is named in its place with why. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return `${file}: ${String((error as NodeJS.ErrnoException).code)}`;
  }
}
