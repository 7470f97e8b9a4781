import type { DayReset } from '#shared/rulebooks';
import type { SignalLife } from '#shared/projection';
import {
  groupsOf,
  rHistogram,
  SCORE_BAND,
  thinned,
  type EquityStep,
  type Grouping,
  type Result,
  type ResultGroup,
  type Summary,
} from '#shared/results';
import type { GroupBar, RBar, ScorePoint, SumPoint } from '../../analysis/index.ts';
import {
  clockText,
  countedText,
  countText,
  dateTimeText,
  moneyText,
  NOTHING,
  ratioText,
  rText,
  scoreText,
  sessionText,
  signedMoneyText,
  strategyText,
} from '../../format/index.ts';

/** What recharts draws in a moment; beyond it the line keeps its lowest and highest points. */
const POINTS_MAX = 490;
const TWO_DAYS_MS = 172_800_000;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** The line of sums as points that carry their words. It begins at zero, at the first close. */
export function sumPoints(line: readonly EquityStep[], currency: string): readonly SumPoint[] {
  const start = line[0];
  if (start === undefined) return [];
  const begin = { at: start.at - 1, sum: 0, fall: 0 };
  return [begin, ...thinned(line, POINTS_MAX)].map(({ at, sum, fall }) => {
    const [net, under] = [signedMoneyText(sum, currency), moneyText(fall, currency)];
    return {
      at,
      sum,
      fall,
      lines: [`${net} ${currency}`, `${under} under the highest`, dateTimeText(at)],
      row: [dateTimeText(at), net, under],
    };
  });
}

/** The time axis: hours within two days, days beyond. */
export const timeTextOf = (line: readonly EquityStep[]): ((at: number) => string) =>
  (line.at(-1)?.at ?? 0) - (line[0]?.at ?? 0) < TWO_DAYS_MS
    ? (at) => clockText(at, 'minutes')
    : (at) => dateTimeText(at).slice(5, 10);

export function equitySentence(line: readonly EquityStep[], { count, net }: Summary, currency: string): string {
  const deepest = Math.min(0, ...line.map(({ fall }) => fall));
  return `Sum of results over ${countedText(count, 'closed trade')}: ${signedMoneyText(net, currency)} ${currency} at the end, ${moneyText(deepest, currency)} at its deepest under a high.`;
}

export function rBars(results: readonly Result[]): readonly RBar[] {
  return rHistogram(results).map(({ from, to, count, open }) => {
    const range =
      open === 'below'
        ? `below ${rText(to)} R`
        : open === 'above'
          ? `${rText(from)} R and more`
          : `${rText(from)} to ${rText(to)} R`;
    return {
      middle: (from + to) / 2,
      count,
      isLoss: to <= 0,
      lines: [range, countedText(count, 'trade')],
      row: [range, countText(count)],
    };
  });
}

export function groupText(by: Grouping, key: string): string {
  switch (by) {
    case 'strategy':
      return strategyText(key);
    case 'session':
      return key === '' ? 'no session' : key.split('+').map(sessionText).join(' + ');
    case 'weekday':
      return WEEKDAYS[Number(key)] ?? key;
    case 'score':
      return bandText(Number(key));
    case 'symbol':
      return key;
  }
}

const bandText = (from: number): string => `${scoreText(from)}–${scoreText(from + SCORE_BAND)}`;

export function groupBars(results: readonly Result[], by: Grouping, reset: DayReset, currency: string): readonly GroupBar[] {
  return groupsOf(results, by, reset).flatMap(({ key, summary }) => {
    const { meanR, meanRInterval, winRate, count, net, rCount } = summary;
    if (meanR === null) return [];
    const name = groupText(by, key);
    const interval = meanRInterval === null ? NOTHING : `${rText(meanRInterval.low)} to ${rText(meanRInterval.high)}`;
    const won = ratioText(winRate);
    return [
      {
        name,
        mean: meanR,
        spread: meanRInterval === null ? null : ([meanR - meanRInterval.low, meanRInterval.high - meanR] as const),
        figures: `${rText(meanR)}, n ${countText(rCount)}`,
        lines: [
          name,
          `mean R ${rText(meanR)}, 95 %: ${interval}`,
          `won ${won} of ${countedText(count, 'trade')}`,
          `${signedMoneyText(net, currency)} ${currency}`,
        ],
        row: [name, countText(count), rText(meanR), interval, won, signedMoneyText(net, currency)],
      },
    ];
  });
}

export const GROUP_COLUMNS = ['Group', 'Trades', 'Mean R', '95 % interval', 'Win rate', 'Net'];

/** How often trades were won of which U2 gave this much: what a probability that can be relied on says beforehand. */
export function scorePoints(results: readonly Result[], reset: DayReset): readonly ScorePoint[] {
  const byProbability = results.map(({ trade, probability = null }) => ({ trade, score: probability }));
  return groupsOf(byProbability, 'score', reset).flatMap(({ key, summary }) => scorePoint(Number(key), summary));
}

function scorePoint(from: number, { winRate, winRateInterval, wins, count }: ResultGroup['summary']): readonly ScorePoint[] {
  if (winRate === null || winRateInterval === null) return [];
  const [band, won] = [bandText(from), `${countText(wins)} of ${countText(count)}`];
  const interval = `${ratioText(winRateInterval.low)} to ${ratioText(winRateInterval.high)}`;
  return [
    {
      score: from + SCORE_BAND / 2,
      won: winRate,
      spread: [winRate - winRateInterval.low, winRateInterval.high - winRate],
      lines: [`U2 gave ${band}`, `won ${won}: ${ratioText(winRate)}`, `95 %: ${interval}`],
      row: [band, won, ratioText(winRate), interval],
    },
  ];
}

/** Of how many trades a trained model gave the probability, not the rule. */
export const trainedCount = (results: readonly Result[], lives: ReadonlyMap<string, SignalLife>): number =>
  results.filter(({ trade: { signalId } }) => {
    const life = signalId === null ? undefined : lives.get(signalId);
    return life?.decisions.findLast(({ stage }) => stage === 'u2')?.findings['trained'] === true;
  }).length;

/** Who gave it: a rule of thumb states no probability, and is held against how often it was right all the same. */
export function giverText(trained: number, count: number): string {
  if (trained === count) return 'Given by the trained model.';
  const rule = 'by fixed rules, not a trained model: no probability, only a better or worse chance.';
  return trained === 0
    ? `Given ${rule}`
    : `${countText(trained)} given by the trained model, ${countText(count - trained)} ${rule}`;
}
