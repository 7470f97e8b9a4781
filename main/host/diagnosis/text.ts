import type { DiagnosisCheck } from '#shared/ipc';

const MARKS = { good: 'ok', warn: 'warning', bad: 'PROBLEM', unknown: 'unknown' } as const;

/** For a console and for a file: what was looked at, one line each, with what to do below it. */
export function diagnosisText(
  about: readonly { readonly name: string; readonly value: string }[],
  checks: readonly DiagnosisCheck[],
): string {
  const bad = checks.filter(({ state }) => state === 'bad').length;
  const warned = checks.filter(({ state }) => state === 'warn').length;
  return [
    ...about.map(({ name, value }) => `${name}: ${value}`),
    '',
    ...checks.flatMap(({ title, state, found, remedy }) => [
      `${MARKS[state].padEnd(8)} ${title}: ${found}`,
      ...(remedy === null ? [] : [`         ${remedy}`]),
    ]),
    '',
    `${bad} ${bad === 1 ? 'problem' : 'problems'}, ${warned} ${warned === 1 ? 'warning' : 'warnings'}`,
  ].join('\n');
}
