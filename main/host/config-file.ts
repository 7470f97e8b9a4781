import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig, type Config } from '../../shared/config/index.ts';
import { addressProblem } from '../adapters/http/index.ts';
import { StartFault } from './options.ts';

/** Reads the configuration. Every problem is one line: path, value, what is allowed. */
export function loadConfig(configFile: string | null, dataDir: string): Config {
  const kept = join(dataDir, 'config.json');
  const file = configFile ?? (existsSync(kept) ? kept : null);
  if (file === null) return readConfig('defaults', '{}');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartFault([`${file}: cannot be read (${error instanceof Error ? error.message : String(error)})`]);
  }
  return readConfig(file, text);
}

function readConfig(file: string, text: string): Config {
  let input: unknown;
  try {
    input = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new StartFault([`${file}: is not JSON (${error instanceof Error ? error.message : String(error)})`]);
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
