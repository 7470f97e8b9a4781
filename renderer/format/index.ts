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
  scoreText,
  signedMoneyText,
  thousandsText,
  typedNumber,
  typedPrice,
  valueText,
} from './number.ts';
export { issueText } from './issue-text.ts';
export { labelOf, patternText, sentenceOf, sessionText, sourceText, stageText, stateText, strategyText } from './words.ts';
