import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigFile, ConfigText } from '#ports';
import { isJsonObject, parseConfig, type Config, type ConfigProblem, type RulebookChoice } from '#shared/config';
import { messageOf, sha256Hex } from '#shared/lib';
import { addressProblem } from '../adapters/http/index.ts';
import { moveFile } from '../files/index.ts';
import { StartFault } from './options.ts';

/** Reads the configuration. Every problem is one line: path, value, what is allowed. */
export function loadConfig(configFile: string | null, dataDir: string): Config {
  const file = configPath(configFile, dataDir);
  if (configFile === null && !existsSync(file)) return readConfig('defaults', '{}');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartFault([`${file}: cannot be read (${messageOf(error)})`]);
  }
  return readConfig(file, text);
}

/** Where the configuration is, whether or not there is one. */
export const configPath = (configFile: string | null, dataDir: string): string => configFile ?? keptIn(dataDir);

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
  const file = configPath(configFile, dataDir);
  try {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : null;
    const next = change((text === null ? {} : JSON.parse(plain(text))) as Record<string, unknown>);
    if (!parseConfig(next).ok) return `${file} was changed since the start and does not hold: ${otherwise}`;
    replaceFile(file, text, written(next));
    return null;
  } catch (error) {
    return `${file} could not be written (${messageOf(error)}): ${otherwise}`;
  }
}

/** The file as the API looks at it and changes it. */
export function configFileOf(configFile: string | null, dataDir: string): ConfigFile {
  const file = configPath(configFile, dataDir);
  return {
    now: () => textOf(textIn(file)),
    before: () => {
      const text = textIn(beforeOf(file));
      return text === null ? null : textOf(text);
    },
    problems: (input) => {
      const parsed = parseConfig(input);
      return parsed.ok ? addressProblems(parsed.value) : parsed.error;
    },
    replace: (version, by) => {
      try {
        const text = textIn(file);
        if (versionOf(text) !== version) return `${file} was changed meanwhile and is left as it is`;
        replaceFile(file, text, by === 'before' ? (textIn(beforeOf(file)) ?? NOTHING) : written(by));
        return null;
      } catch (error) {
        return `${file} could not be written (${messageOf(error)})`;
      }
    },
  };
}

const NOTHING = '{}\n';
const beforeOf = (file: string): string => `${file}.before`;
const plain = (text: string): string => text.replace(/^\uFEFF/, '');
const written = (config: Readonly<Record<string, unknown>>): string => `${JSON.stringify(config, null, 2)}\n`;
const versionOf = (text: string | null): string => sha256Hex(text ?? '');

/** Null: there is no such file. */
function textIn(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function textOf(text: string | null): ConfigText {
  const version = versionOf(text);
  try {
    const input: unknown = text === null ? {} : JSON.parse(plain(text));
    return { version, input: isJsonObject(input) ? input : null };
  } catch {
    return { version, input: null };
  }
}

/** As a whole or not at all, with what was there (nothing: the defaults) beside it. */
function replaceFile(file: string, before: string | null, next: string): void {
  writeFileSync(beforeOf(file), before ?? NOTHING);
  writeFileSync(`${file}.new`, next);
  moveFile(`${file}.new`, file);
}

function readConfig(file: string, text: string): Config {
  let input: unknown;
  try {
    input = JSON.parse(plain(text));
  } catch (error) {
    throw new StartFault([`${file}: is not JSON (${messageOf(error)})`]);
  }
  const parsed = parseConfig(input);
  if (!parsed.ok) throw new StartFault(parsed.error.map(({ path, message }) => `${file}: ${path}: ${message}`));
  const problems = addressProblems(parsed.value);
  if (problems.length > 0) throw new StartFault(problems.map(({ path, message }) => `${file}: ${path}: ${message}`));
  return parsed.value;
}

/** The schema cannot know what an address is, because it is shared with the window. */
const addressProblems = ({ intake }: Config): readonly ConfigProblem[] =>
  (['ipAllowList', 'trustedProxies'] as const).flatMap((key) =>
    intake[key].flatMap((entry, at) => {
      const problem = addressProblem(entry);
      return problem === null ? [] : [{ path: `intake.${key}.${at}`, message: problem }];
    }),
  );
