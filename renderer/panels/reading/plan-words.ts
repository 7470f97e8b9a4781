import type { ManagementRules } from '#shared/config';
import { exact } from '../../format/index.ts';

const r = (value: number): string => `${exact(value)} R`;

/** The rules of a position in a few words each; none: nothing is done by itself. */
export function planWords(rules: ManagementRules): readonly string[] {
  const { breakEvenAtR, breakEvenOffsetR, trailing, trailingStartR, trailingDistance, partials, maxMinutes } = rules;
  const followed = { off: '', r: r(trailingDistance), atr: `${exact(trailingDistance)} ATR`, swing: 'swings' }[trailing];
  return [
    ...(breakEvenAtR === null
      ? []
      : [`break-even at ${r(breakEvenAtR)}${breakEvenOffsetR === 0 ? '' : ` + ${r(breakEvenOffsetR)}`}`]),
    ...(trailing === 'off' ? [] : [`trail ${followed} from ${r(trailingStartR)}`]),
    ...partials.map(({ atR, percent }) => `${exact(percent)} % at ${r(atR)}`),
    ...(maxMinutes === null ? [] : [`out after ${exact(maxMinutes)} min`]),
    ...(rules.sessionEndMinutes === null ? [] : [`out ${exact(rules.sessionEndMinutes)} min before the session ends`]),
    ...(rules.fridayFlatMinutes === null ? [] : [`flat ${exact(rules.fridayFlatMinutes)} min before the week ends`]),
    ...(rules.newsExitMinutes === null ? [] : [`out ${exact(rules.newsExitMinutes)} min before news`]),
    ...(rules.maxAdverseR === null ? [] : [`out at −${r(rules.maxAdverseR)}`]),
    ...(rules.weakeningPercent === 0 ? [] : [`${exact(rules.weakeningPercent)} % when M5 breaks against it`]),
  ];
}
