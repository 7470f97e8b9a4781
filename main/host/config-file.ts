import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig, type Config, type RulebookChoice } from '#shared/config';
import { messageOf } from '#shared/lib';
import { addressProblem } from '../adapters/http/index.ts';
import { StartFault } from './options.ts';

/** Reads the configuration. Every problem is one line: path, value, what is allowed. */
export function loadConfig(configFile: string | null, dataDir: string): Config {
  const file = configFile ?? keptIn(dataDir);
  if (configFile === null && !existsSync(file)) return readConfig('defaults', '{}');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartFault([`${file}: cannot be read (${messageOf(error)})`]);
  }
  return readConfig(file, text);
}

/** The configuration that belongs to a data folder, which `--config` replaces. */
const keptIn = (dataDir: string): string => join(dataDir, 'config.json');

/** Writes the rulebook into the configuration that the next start will read. Answers with why it could not, or null. */
export const keepRulebook = (configFile: string | null, dataDir: string, rulebook: RulebookChoice): string | null =>
  keep(configFile, dataDir, (before) => ({ ...before, rulebook }), 'the rules are in force until the next start');

/** The same for the proxies whose word about a sender's address is believed. */
export const keepProxies = (configFile: string | null, dataDir: string, trustedProxies: readonly string[]): string | null =>
  keep(
    configFile,
    dataDir,
    (before) => ({ ...before, intake: { ...(before['intake'] as object | undefined), trustedProxies } }),
    'it is believed until the next start',
  );

/** Changes the configuration's file, leaving everything else in it as it is and a copy of what was there beside it. */
function keep(
  configFile: string | null,
  dataDir: string,
  change: (before: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
  otherwise: string,
): string | null {
  const file = configFile ?? keptIn(dataDir);
  try {
    const before = existsSync(file) ? readFileSync(file, 'utf8') : null;
    const input: unknown = before === null ? {} : JSON.parse(before.replace(/^\uFEFF/, ''));
    const next = change(input as Record<string, unknown>);
    if (!parseConfig(next).ok) return `${file} was changed since the start and does not hold: ${otherwise}`;
    if (before !== null) writeFileSync(`${file}.before`, before);
    writeFileSync(`${file}.new`, `${JSON.stringify(next, null, 2)}\n`);
    renameSync(`${file}.new`, file);
    return null;
  } catch (error) {
    return `${file} could not be written (${messageOf(error)}): ${otherwise}`;
  }
}

function readConfig(file: string, text: string): Config {
  let input: unknown;
  try {
    input = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new StartFault([`${file}: is not JSON (${messageOf(error)})`]);
  }
  const parsed = parseConfig(input);
  if (!parsed.ok) throw new StartFault(parsed.error.map(({ path, message }) => `${file}: ${path}: ${message}`));
  const problems = addressProblems(parsed.value);
  if (problems.length > 0) throw new StartFault(problems.map((problem) => `${file}: ${problem}`));
  return parsed.value;
}

/** The schema cannot know what an address is, because it is shared with the window. */
const addressProblems = ({ intake }: Config): readonly string[] =>
  (['ipAllowList', 'trustedProxies'] as const).flatMap((key) =>
    intake[key].flatMap((entry, at) => {
      const problem = addressProblem(entry);
      return problem === null ? [] : [`intake.${key}.${at}: ${problem}`];
    }),
  );
