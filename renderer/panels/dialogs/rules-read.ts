import { managementRules, type ManagementRules } from '#shared/config';
import { exact, issueText, typedNumber } from '../../format/index.ts';

/** The rules that are one number each, in the order they are asked for. */
export const NUMBERS = [
  ['breakEvenAtR', 'Break-even at R'],
  ['breakEvenOffsetR', 'Beyond the entry, R'],
  ['trailingStartR', 'Follow from R'],
  ['trailingDistance', 'Distance'],
  ['trailingStepR', 'Moves by R at least'],
  ['maxMinutes', 'Out after minutes'],
  ['sessionEndMinutes', 'Min. before session end'],
  ['fridayFlatMinutes', 'Min. before week end'],
  ['newsExitMinutes', 'Min. before news'],
  ['maxAdverseR', 'Out at R against'],
  ['weakeningPercent', 'Close % when M5 breaks'],
] as const;
export type NumberKey = (typeof NUMBERS)[number][0];
type Numbers = Readonly<Record<NumberKey, string>>;

/** What is typed: every number as text, what the stop follows, and the parts. */
export type RulesDraft = { readonly numbers: Numbers; readonly trailing: string; readonly parts: string };

/** The form that says these rules. A share or offset of nothing is an empty field: it is off. */
export function draftOf(rules: ManagementRules): RulesDraft {
  const textOf = (key: NumberKey): string => {
    const value = rules[key];
    return value === null || (value === 0 && OFF_AT_ZERO.has(key)) ? '' : String(value);
  };
  return {
    numbers: Object.fromEntries(NUMBERS.map(([key]) => [key, textOf(key)])) as Record<NumberKey, string>,
    trailing: rules.trailing,
    parts: rules.partials.map(({ percent, atR }) => `${exact(percent)}@${exact(atR)}`).join(' '),
  };
}

/** Rules that are off as nothing, not as null. */
const OFF_AT_ZERO: ReadonlySet<NumberKey> = new Set(['breakEvenOffsetR', 'weakeningPercent']);
/** What a stop that follows cannot do without, and what one that does not has no use for. */
const OF_TRAILING: ReadonlySet<NumberKey> = new Set(['trailingStartR', 'trailingDistance', 'trailingStepR']);

/** The rules that a form means, or the first thing that is wrong with it. */
export function rulesOf({ numbers, trailing, parts }: RulesDraft): ManagementRules | string {
  const partials = partsOf(parts);
  if (typeof partials === 'string') return partials;
  const read = managementRules.safeParse({
    ...Object.fromEntries(NUMBERS.flatMap(([key]) => given(key, numbers[key], trailing))),
    trailing,
    partials,
  });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const at = issue?.path[0];
  const label = at === 'partials' ? 'Parts' : (NUMBERS.find(([key]) => key === at)?.[1] ?? 'The rules');
  return `${label}: ${issueText(issue)}`;
}

function given(key: NumberKey, text: string, trailing: string): readonly (readonly [NumberKey, number | null])[] {
  const value = typedNumber(text);
  if (value !== null) return [[key, value]];
  if (OFF_AT_ZERO.has(key)) return [[key, 0]];
  return OF_TRAILING.has(key) && trailing === 'off' ? [] : [[key, null]];
}

type Part = { readonly percent: number; readonly atR: number };

/** Parts as they are typed, such as `33,3@1 50@2`: a comma is a decimal one, so that spaces or semicolons stand between them. */
function partsOf(text: string): readonly Part[] | string {
  const parts: Part[] = [];
  for (const part of text.split(/[\s;]+|,(?=\s|$)/).filter((one) => one !== '')) {
    const [percent = NaN, atR = NaN, ...more] = part.split('@').map((number) => typedNumber(number) ?? NaN);
    if (more.length > 0) return `Parts: write a space between two parts, not "${part}"`;
    if (Number.isNaN(percent) || Number.isNaN(atR)) return `Parts: "${part}" is not a part; 50 % at 1 R is 50@1`;
    parts.push({ percent, atR });
  }
  return parts;
}
