import { controlChart, LIMITS_FROM, type ControlChart, type Result } from '#shared/results';
import { TOLERANCES, type Tolerance } from '#shared/domain';
import type { SignalLife } from '#shared/projection';
import type { ControlLevel, ControlPoint } from '../../analysis/index.ts';
import { countedText, countText, dateTimeText, exact, msText, rText } from '../../format/index.ts';

/** What of carrying out is watched, as U5 measures it at each close. */
export const WATCHED = ['latency', 'slippage', 'wonR'] as const;
export type Watched = (typeof WATCHED)[number];

type Measure = {
  readonly title: string;
  readonly tolerance: Tolerance;
  readonly text: (value: number) => string;
  /** Null: of this trade it is not known, or it says nothing. */
  readonly of: (trade: Result['trade'], life: SignalLife | undefined) => number | null;
};

const foundBy = (life: SignalLife | undefined, name: string): number | null => {
  const value = life?.decisions.findLast(({ stage }) => stage === 'u5')?.findings[name];
  return typeof value === 'number' ? value : null;
};

export const MEASURES: Readonly<Record<Watched, Measure>> = {
  latency: {
    title: 'Order latency',
    tolerance: TOLERANCES.latencyMs,
    text: msText,
    of: (_trade, life) => foundBy(life, 'latencyMs'),
  },
  slippage: {
    title: 'Entry slippage',
    tolerance: TOLERANCES.slippagePips,
    text: (value) => `${exact(value, 0, 2)} pips`,
    of: (_trade, life) => foundBy(life, 'slippagePips'),
  },
  wonR: {
    title: 'R of winners',
    tolerance: TOLERANCES.wonR,
    text: (value) => `${rText(value)} R`,
    of: ({ r }) => (r !== null && r > 0 ? r : null),
  },
};

/** The newest ones: more than these no eye tells apart. */
const POINTS_MAX = 480;

export type Control = {
  readonly points: readonly ControlPoint[];
  readonly levels: readonly ControlLevel[];
  readonly chart: ControlChart;
  /** Trades of which the measure is not on record any more. */
  readonly missing: number;
  readonly said: string;
};

/** The control chart of a measure over trades, oldest first. */
export function controlOf(which: Watched, results: readonly Result[], lifeOf: (id: string) => SignalLife | undefined): Control {
  const { title, tolerance, text, of } = MEASURES[which];
  const found = results.flatMap(({ trade }) => {
    const value = of(trade, trade.signalId === null ? undefined : lifeOf(trade.signalId));
    return value === null ? [] : [{ trade, value }];
  });
  const shown = found.slice(-POINTS_MAX);
  const chart = controlChart(shown.map(({ value }) => value));
  const [beyond, shifted] = [new Set(chart.beyond), new Set(chart.shifted)];
  const points = shown.map(({ trade, value }, at): ControlPoint => {
    const odd = beyond.has(at) ? 'beyond' : shifted.has(at) ? 'shifted' : null;
    const note = odd === 'beyond' ? 'beyond its limits' : odd === 'shifted' ? 'one of a shift' : 'within';
    const when = dateTimeText(trade.closedAt);
    return {
      ...{ place: at + 1, value, odd },
      lines: [text(value), note, `${trade.symbol}, ${when}`],
      row: [`${countText(at + 1)}: ${trade.symbol}, ${when}`, text(value), note],
    };
  });
  const levels = levelsOf(chart, tolerance, text);
  const missing = which === 'wonR' ? 0 : results.length - found.length;
  return { points, levels, chart, missing, said: `${title} of ${countedText(points.length, 'trade')}. ${verdictOf(chart)}` };
}

function levelsOf(
  { mean, limits }: ControlChart,
  { lower, upper }: Tolerance,
  text: (value: number) => string,
): readonly ControlLevel[] {
  const given = [lower, upper].filter((at) => at !== null);
  return [
    ...(mean === null ? [] : [{ at: mean, kind: 'mean', name: `mean ${text(mean)}` } as const]),
    ...(limits === null
      ? []
      : [limits.low, limits.high].map((at) => ({ at, kind: 'limit', name: `limit ${text(at)}` }) as const)),
    ...given.map((at) => ({ at, kind: 'given', name: `wanted: ${at === upper ? 'at most' : 'at least'} ${text(at)}` }) as const),
  ];
}

/** What the chart says of the process, in a sentence; with few values, that it says nothing yet. */
export function verdictOf({ count, limits, beyond, shifted }: ControlChart): string {
  if (limits === null)
    return `No limits yet: they are drawn from ${countText(LIMITS_FROM)} on, and these are ${countText(count)}.`;
  if (beyond.length === 0 && shifted.length === 0) return 'Steady: what varies is chance.';
  const parts = [
    ...(beyond.length === 0 ? [] : [`${countText(beyond.length)} beyond the limits`]),
    ...(shifted.length === 0 ? [] : ['a shift of the mean']),
  ];
  return `Not steady: ${parts.join(' and ')}. Something has changed or went wrong there.`;
}
