/** How numbers, prices, times and codes are written on screen: unknown is a dash, never a zero. */
export {
  ageText,
  clockText,
  countdownText,
  dateTimeText,
  dayText,
  durationText,
  leftText,
  msText,
  offsetText,
  ownTimeZone,
  soonText,
  spanText,
  utcText,
  zoneClockText,
} from './time.ts';
export {
  codeText,
  countedText,
  countText,
  exact,
  grouped,
  lotsText,
  moneyText,
  NOTHING,
  pctText,
  pointsText,
  priceText,
  ratioText,
  readsZero,
  rText,
  megabytesText,
  scoreText,
  signedMoneyText,
  thousandsText,
  typedNumber,
  typedPrice,
  valueText,
} from './number.ts';
export { localClocks } from './local-clocks.ts';
export { localTimeTyped } from './local-time-typed.ts';
export { timeTyped } from './time-typed.ts';
export { issueText } from './issue-text.ts';
export { PAST_TEXT } from './past-text.ts';
export { hasWords, searchWords } from './search-words.ts';
export {
  labelOf,
  patternText,
  sentenceOf,
  sessionText,
  sideText,
  sourceText,
  stageText,
  stateText,
  strategyText,
} from './words.ts';
export { wordOrder } from './word-order.ts';
