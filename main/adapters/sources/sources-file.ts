import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SourceBook } from '#ports';
import { source, sourceFault, type Source } from '#shared/domain';
import { messageOf, sha256Hex } from '#shared/lib';
import { replaceFile } from '../../files/index.ts';

const SOURCES_FILE = 'sources.json';
const SOURCES_MAX = 200;
const contents = z.strictObject({ sources: z.array(source).max(SOURCES_MAX) });
/** Beside it while a change is under way. `before`: the hash of the file that it was made from; null: there was none. */
const BEGUN_FILE = 'sources.json.begun';
const begunContents = z.strictObject({ before: z.string().nullable(), ...contents.shape });

/** What keeps `sources.json` from being used, one problem a line. */
export class SourcesFault extends Error {
  override readonly name = 'SourcesFault';
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/**
 * The sources of a data folder; none without a `sources.json`. Throws a SourcesFault that names the file, the key and what is
 * allowed, and leaves the file as it is: a source that is left out would be one whose rules do not hold.
 */
export function openSources(folder: string): SourceBook {
  const [path, begun] = [join(folder, SOURCES_FILE), join(folder, BEGUN_FILE)];
  const drop = (): void => rmSync(begun, { force: true });
  return {
    sources: read(path),
    begun: readBegun(path, begun),
    begin: (sources) => written(begun, { before: hashOf(path), sources }),
    keep: (sources) => {
      const problem = keep(path, sources);
      if (problem === null) drop();
      return problem;
    },
    drop,
  };
}

/** A file that was changed by hand since then counts more than what was begun before, and so does one beside which nothing can be read. */
function readBegun(path: string, begun: string): readonly Source[] | null {
  try {
    const { before, sources } = begunContents.parse(JSON.parse(readFileSync(begun, 'utf8')));
    return before === hashOf(path) ? sources : null;
  } catch {
    return null;
  }
}

const hashOf = (path: string): string | null => (existsSync(path) ? sha256Hex(readFileSync(path, 'utf8')) : null);

function read(path: string): readonly Source[] {
  if (!existsSync(path)) return [];
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new SourcesFault([`${path}: ${error instanceof SyntaxError ? 'is not JSON' : 'cannot be read'} (${messageOf(error)})`]);
  }
  const parsed = contents.safeParse(json);
  if (!parsed.success) throw new SourcesFault(parsed.error.issues.slice(0, 20).map((issue) => `${path}: ${lineOf(issue)}`));
  const { sources } = parsed.data;
  const faults = sources.flatMap((one, at) => {
    const fault = sourceFault(one);
    const isTwice = sources.findIndex(({ id }) => id === one.id) !== at;
    return [
      ...(fault === null ? [] : [`${path}: sources.${at}.${fault.path} ${fault.message}`]),
      ...(isTwice ? [`${path}: sources.${at}.id ${one.id} is there twice`] : []),
    ];
  });
  if (faults.length > 0) throw new SourcesFault(faults);
  return sources;
}

/** The keys of the objects within a source. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  size: ['maxLots', 'maxRiskPercent', 'maxRiskMoney'],
  limits: ['perMinute', 'perDay'],
  rhythm: ['everyMinutes', 'hours'],
  hours: ['from', 'to'],
};

function lineOf(issue: z.core.$ZodIssue): string {
  const at = issue.path.map(String).join('.');
  if (issue.code !== 'unrecognized_keys') return `${at === '' ? '(root)' : at} ${issue.message}`;
  const known = KEYS[String(issue.path.at(-1) ?? '')] ?? Object.keys(at === '' ? contents.shape : source.shape);
  return `${at === '' ? '' : `${at}.`}${issue.keys[0] ?? ''} is not known here: known are ${known.join(', ')}`;
}

/** Whole or not at all, with what was there beside it. */
function keep(path: string, sources: readonly Source[]): string | null {
  try {
    if (existsSync(path)) writeFileSync(`${path}.before`, readFileSync(path));
  } catch (error) {
    return problemOf(path, error);
  }
  return written(path, { sources });
}

/** On the disk when this answers with null. */
function written(path: string, contentsOf: object): string | null {
  try {
    writeFileSync(`${path}.new`, `${JSON.stringify(contentsOf, null, 2)}\n`, { mode: 0o600 });
    const file = openSync(`${path}.new`, 'r+');
    fsyncSync(file);
    closeSync(file);
    replaceFile(`${path}.new`, path);
    return null;
  } catch (error) {
    return problemOf(path, error);
  }
}

const problemOf = (path: string, error: unknown): string =>
  `${path} could not be written (${messageOf(error)}): the sources hold until the next start`;
