import type { ManagementRules } from '#shared/config';
import { grouped, pctText } from '../../format/index.ts';

const r = (value: number): string => `${plain(value)} R`;
const plain = (value: number): string => grouped(value, value % 1 === 0 ? 0 : 2);

/** The rules of a position in a few words each; none: nothing is done by itself. */
export function planWords(rules: ManagementRules): readonly string[] {
  const { breakEvenAtR, breakEvenOffsetR, trailing, trailingStartR, trailingDistance, partials, maxMinutes } = rules;
  const followed = { off: '', r: r(trailingDistance), atr: `${plain(trailingDistance)} ATR`, swing: 'swings' }[trailing];
  return [
    ...(breakEvenAtR === null
      ? []
      : [`break-even at ${r(breakEvenAtR)}${breakEvenOffsetR === 0 ? '' : ` + ${r(breakEvenOffsetR)}`}`]),
    ...(trailing === 'off' ? [] : [`trail ${followed} from ${r(trailingStartR)}`]),
    ...partials.map(({ atR, percent }) => `${pctText(percent, percent % 1 === 0 ? 0 : 1)} at ${r(atR)}`),
    ...(maxMinutes === null ? [] : [`out after ${plain(maxMinutes)} min`]),
    ...(rules.sessionEndMinutes === null ? [] : [`out ${plain(rules.sessionEndMinutes)} min before the session ends`]),
    ...(rules.fridayFlatMinutes === null ? [] : [`flat ${plain(rules.fridayFlatMinutes)} min before the week ends`]),
    ...(rules.newsExitMinutes === null ? [] : [`out ${plain(rules.newsExitMinutes)} min before news`]),
    ...(rules.maxAdverseR === null ? [] : [`out at −${r(rules.maxAdverseR)}`]),
    ...(rules.weakeningPercent === 0 ? [] : [`${pctText(rules.weakeningPercent, 0)} when M5 breaks against it`]),
  ];
}
