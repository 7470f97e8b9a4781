/**
 * What counts in a run of the suite. With CI=true nothing passes by not being there: a part that cannot run and a test that is
 * skipped are failures, unless COCKPIT_MAY_BE_ABSENT names the part ("desktop=no display; screen=no browser") and says why.
 */

/** The parts that may be absent, each with its reason. An entry without a reason is not accepted. */
export function allowedAbsent(text = '') {
  const entries = text
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  return new Map(
    entries.map((entry) => {
      const [, part, reason] = /^([a-z]+)\s*=\s*(\S.*)$/.exec(entry) ?? [];
      if (part === undefined)
        throw new Error(`COCKPIT_MAY_BE_ABSENT: "${entry}" names no part and reason, such as desktop=no display`);
      return [part, reason];
    }),
  );
}

export const isStrict = (env) => env.CI === 'true';

/** A part that cannot run here: lines to print, and what it counts as. */
export function absent(part, reason, env) {
  const allowed = allowedAbsent(env.COCKPIT_MAY_BE_ABSENT).get(part);
  if (!isStrict(env) || allowed !== undefined)
    return {
      counts: { passed: 0, failed: 0, skipped: 1 },
      lines: [`SKIPPED ${part}: ${reason}${allowed === undefined ? '' : ` (allowed: ${allowed})`}`],
    };
  return {
    counts: { passed: 0, failed: 1, skipped: 0 },
    lines: [`FAILED ${part}: it cannot run here (${reason}), and with CI=true only COCKPIT_MAY_BE_ABSENT may excuse it`],
  };
}

/**
 * What a group of tests came to. `code` is the runner's exit code, `counts` what it reported; `hasData`: the recorded data that
 * some tests read is on this machine, so that with CI=true none of them has a reason to be skipped.
 */
export function groupVerdict(group, code, { passed, failed, skipped }, hasData, env) {
  if (passed + failed + skipped.length === 0)
    return { counts: { passed: 0, failed: 1, skipped: 0 }, lines: [`FAILED ${group}: it has no tests`] };
  const isForbidden = isStrict(env) && hasData && !allowedAbsent(env.COCKPIT_MAY_BE_ABSENT).has(group);
  const word = isForbidden ? 'FAILED (skipped, with CI=true)' : 'SKIPPED';
  const failures = failed === 0 && code !== 0 ? 1 : failed;
  return {
    counts: {
      passed,
      failed: failures + (isForbidden ? skipped.length : 0),
      skipped: isForbidden ? 0 : skipped.length,
    },
    lines: skipped.map((reason) => `${word} ${group}: ${reason}`),
  };
}

/** More files than these do not fail by chance. */
const MOST_FILES = 3;

/**
 * The files of a group that are run once more, by themselves, because a test of theirs failed; none where that would prove
 * nothing. Groups of whole processes, browsers and terminals share two cores with each other: there a wait can end too early.
 * Unit tests get no second attempt: they depend on nothing but their code.
 * @param {string} group
 * @param {{ failed: number, failures: { file?: string, name: string, message: string }[] }} result
 */
export function filesToRepeat(group, { failed, failures }) {
  if (group === 'unit' || failed !== failures.length || failures.some(({ file }) => file === undefined)) return [];
  const files = [...new Set(failures.map(({ file }) => file))];
  return files.length <= MOST_FILES ? files : [];
}

const named = ({ file, name, message }) => `${file ?? 'no file'}${name === '' ? '' : ` > ${name}`}: ${message}`;

/**
 * What a group came to after its failed files ran a second time: a pass is one only where every test of them passed.
 * @template {{ passed: number, failed: number, failures: { file?: string, name: string, message: string }[] }} Result
 * @param {Result} first
 * @param {{ code?: number, passed: number, failed?: number }} second
 */
export function afterRepeat(first, second) {
  const isGreen = second.code === 0 && second.failed === 0 && second.passed > 0;
  if (!isGreen) return { ...first, notes: first.failures.map((failure) => `FAILED ${named(failure)}`) };
  return {
    ...first,
    code: 0,
    passed: first.passed + first.failed,
    failed: 0,
    notes: first.failures.map((failure) => `UNSTABLE, passed at the second attempt: ${named(failure)}`),
  };
}

/**
 * What is worth reading again at the end of a whole run: the single tests, what may not be skipped, and where a run counts as
 * failed without a failed test, that (an error outside of every test, or an end before anything was counted).
 * @param {{ code?: number, notes: readonly string[] }} result
 * @param {{ failed: number }} counts
 * @param {readonly string[]} lines
 */
export function notesOf({ code, notes }, { failed }, lines) {
  const all = [...notes, ...lines.filter((line) => line.startsWith('FAILED'))];
  if (failed === 0 || all.some((note) => note.startsWith('FAILED'))) return all;
  return [...all, `FAILED: the run ended with ${code} though no test failed; its error stands above`];
}
