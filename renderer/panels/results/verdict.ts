import type { Summary } from '#shared/results';
import { countedText } from '../../format/index.ts';

/** With fewer than so many trades luck and skill look alike. */
const FEW = 20;

/** What may be concluded from so many trades, in half a sentence. */
export function verdictOf({ count, rCount, meanRInterval }: Summary): string {
  if (count === 0) return 'no closed trade yet';
  const trades = countedText(count, 'closed trade');
  if (meanRInterval === null) return `${trades}: too few for any conclusion`;
  const few = rCount < FEW ? ', and few trades' : '';
  if (meanRInterval.low > 0) return `${trades}: mean R above 0${few}`;
  if (meanRInterval.high < 0) return `${trades}: mean R below 0${few}`;
  return `${trades}: not proven, the interval of R holds 0${few}`;
}
