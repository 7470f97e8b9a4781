/** How numbers, prices, times and codes are written on screen: unknown is a dash, never a zero. */
export {
  ageText,
  clockText,
  countdownText,
  dateTimeText,
  dayText,
  durationText,
  msText,
  utcText,
  zoneClockText,
} from './time.ts';
export {
  countText,
  grouped,
  lotsText,
  moneyText,
  NOTHING,
  pctText,
  priceText,
  ratioText,
  rText,
  scoreText,
  signedMoneyText,
  typedNumber,
} from './number.ts';
export { labelOf, patternText, sentenceOf, sessionText, sourceText, stageText, stateText, strategyText } from './words.ts';
