import type { Mutant } from './mutants.ts';
import type { Verdict } from './trial.ts';

/** The part of the product a file belongs to: the first two folders of its path. */
export const areaOf = (path: string): string => path.split('/').slice(0, -1).slice(0, 2).join('/') || '.';

const brief = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 90 ? line : `${line.slice(0, 87)}...`;
};

/** `path:line:column  operator  from -> to`. */
export const told = ({ path, line, column, operator, from, replacement }: Mutant): string =>
  `${path}:${line}:${column}  ${operator}  ${brief(from)} -> ${replacement === ';' ? '(removed)' : brief(replacement)}`;

export function line(verdict: Verdict): string {
  const { state, mutant } = verdict;
  if (state === 'killed') return `killed    ${told(mutant)}\n          by ${verdict.by}`;
  if (state === 'equivalent') return `equivalent ${told(mutant)}\n          ${verdict.reason}`;
  if (state === 'invalid') return `invalid   ${told(mutant)}`;
  const left = verdict.left === 0 ? '' : `, ${verdict.left} more were over the budget`;
  return `SURVIVED  ${told(mutant)}\n          ${verdict.ran === 0 ? 'no test reaches it' : `${verdict.ran} tests ran`}${left}`;
}

/** Killed of killed and survived, area by area; what does not compile is no mutant, nor is what changes nothing. */
export function scores(
  verdicts: readonly Verdict[],
): { area: string; killed: number; survived: number; equivalent: number; invalid: number; score: number }[] {
  const areas = [...new Set(verdicts.map(({ mutant }) => areaOf(mutant.path)))].sort();
  return areas.map((area) => {
    const count = (state: Verdict['state']): number =>
      verdicts.filter(({ mutant, state: each }) => each === state && areaOf(mutant.path) === area).length;
    const [killed, survived] = [count('killed'), count('survived')];
    const [equivalent, invalid] = [count('equivalent'), count('invalid')];
    return { area, killed, survived, equivalent, invalid, score: killed + survived === 0 ? 1 : killed / (killed + survived) };
  });
}
