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
