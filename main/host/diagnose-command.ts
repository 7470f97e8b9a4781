import { mt5Setup } from '../adapters/mt5-setup/index.ts';
import { systemClock } from '../adapters/system/index.ts';
import { terminalOf } from '#shared/domain';
import { messageOf } from '#shared/lib';
import { aboutLines, diagnose, diagnosisText } from './diagnosis/index.ts';
import { loadConfig } from './config-file.ts';
import { doorsOf, placesOf } from './host-desk.ts';
import { StartFault, type CockpitOptions } from './options.ts';
import { setupPlaces } from './setup.ts';

type Asked = Pick<CockpitOptions, 'dataDir' | 'http' | 'bridge' | 'terminal' | 'configFile'>;

/**
 * `--diagnose`: looks at this PC and at what the next start would meet, and starts nothing. Gives the text, and whether a start would
 * meet a problem. Nothing is made in the data folder, and no secret is read.
 */
export async function diagnoseCommand(asked: Asked): Promise<{ readonly text: string; readonly isSound: boolean }> {
  const { dataDir, configFile } = asked;
  const about = aboutLines(placesOf(dataDir, configFile));
  let problems: readonly string[] = [];
  let folders: readonly string[] = [];
  try {
    folders = loadConfig(configFile, dataDir).mt5.dataFolders;
  } catch (error) {
    problems = error instanceof StartFault ? error.lines : [messageOf(error)];
  }
  const checks = await diagnose({
    dataDir,
    doors: doorsOf(asked, { http: false, bridge: false }),
    setup: mt5Setup({ ...setupPlaces(), folders, clock: systemClock(), clipboard: null, token: '', tokenIsIn: '' }),
    isMt5: terminalOf(asked.terminal).connects === 'expert_advisor',
    clock: null,
    wallMs: Date.now(),
  });
  const config = problems.map((text, at) => ({
    id: `config:${at}`,
    title: 'Configuration',
    state: 'bad' as const,
    found: text,
    remedy: null,
  }));
  const all = [...config, ...checks];
  return { text: diagnosisText(about, all), isSound: all.every(({ state }) => state !== 'bad') };
}
