import type { RBin } from '#shared/results';
import type { Approach, EquityPoint } from '../equity-track.ts';
import type { ReplayReport } from '../replay-report.ts';
import { day, escaped, money } from './words.ts';

const WIDTH = 1_060;
const [LEFT, RIGHT] = [12, 84];
const POINTS_MAX = 900;

type Scale = (value: number) => number;
const scale = (from: number, to: number, low: number, high: number): Scale => {
  const size = to - from || 1;
  return (value) => Number((low + ((value - from) / size) * (high - low)).toFixed(1));
};

/** At most so many points, with the lowest and highest of each stretch: a fall does not vanish in a year. */
function thin(points: readonly EquityPoint[]): readonly EquityPoint[] {
  if (points.length <= POINTS_MAX) return points;
  const size = Math.ceil((points.length * 2) / POINTS_MAX);
  const kept: EquityPoint[] = [];
  for (let from = 0; from < points.length; from += size) {
    const stretch = points.slice(from, from + size);
    const low = stretch.reduce((found, point) => (point.equity < found.equity ? point : found));
    const high = stretch.reduce((found, point) => (point.equity > found.equity ? point : found));
    kept.push(...stretch.filter((point) => point === low || point === high));
  }
  return kept;
}

/** Places on the time axis that stand for days with prices: the years between two files' days take no room. */
class TimeAxis {
  readonly #days: readonly number[];
  readonly #x: Scale;

  constructor(points: readonly EquityPoint[]) {
    this.#days = [...new Set(points.map(({ at }) => Math.floor(at / DAY_MS)))];
    this.#x = scale(0, Math.max(1, this.#days.length), LEFT, WIDTH - RIGHT);
  }

  x(at: number): number {
    const own = Math.floor(at / DAY_MS);
    const index = this.#days.findLastIndex((one) => one <= own);
    const isDay = this.#days[index] === own;
    return this.#x(Math.max(0, index) + (isDay ? (at % DAY_MS) / DAY_MS : index === -1 ? 0 : 1));
  }

  /** A few days to name, evenly. */
  labels(): readonly { readonly at: number; readonly x: number }[] {
    const step = Math.max(1, Math.ceil(this.#days.length / 8));
    return this.#days.filter((_, index) => index % step === 0).map((one) => ({ at: one * DAY_MS, x: this.x(one * DAY_MS) }));
  }
}
const DAY_MS = 86_400_000;

/** The account, the firm's floors under it, the target over it, and where it came nearest to a floor. */
export function equityChart(report: ReplayReport): string {
  const points = thin(report.equity);
  if (points.length < 2) return '<p class="none">No curve: fewer than two points.</p>';
  const axis = new TimeAxis(points);
  const { floors, verdict, balance } = report;
  const target = verdict.target;
  const values = [
    ...points.map(({ equity }) => equity),
    ...floors.flatMap(({ daily, total }) => (daily === null ? [total] : [daily, total])),
    ...(target === null ? [] : [target]),
  ];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const pad = (high - low) * 0.06 || 1;
  const y = scale(low - pad, high + pad, 300, 10);
  const end = axis.x(report.to);
  const steps = (of: (floor: (typeof floors)[number]) => number | null): string =>
    floors
      .map((floor, index) => {
        const value = of(floor);
        const next = floors[index + 1]?.at ?? report.to;
        return value === null ? '' : `M${axis.x(floor.at)} ${y(value)}H${axis.x(next)}`;
      })
      .join('');
  const near =
    verdict.breach ??
    [verdict.nearest.daily, verdict.nearest.total].sort((a, b) => (a?.room ?? Infinity) - (b?.room ?? Infinity))[0];
  const nearX = near === undefined ? 0 : axis.x(near.at);
  const marks =
    near === undefined
      ? ''
      : `<line class="near" x1="${nearX}" x2="${nearX}" y1="10" y2="300"/><circle class="dot" cx="${nearX}" cy="${y(near.floor + near.room)}" r="4"/>` +
        nearText(near, nearX, y(near.floor + near.room) + 16);
  const last = points.at(-1)?.equity ?? balance.equity;
  const total = floors.at(-1)?.total;
  return svg(
    330,
    `Equity from ${money(balance.start)} to ${money(last)} ${balance.currency}, over the firm's floors`,
    grid(axis, 300) +
      (target === null
        ? ''
        : `<line class="target" x1="${LEFT}" x2="${end}" y1="${y(target)}" y2="${y(target)}"/><text x="${LEFT + 4}" y="${y(target) - 5}">Target ${money(target)}</text>`) +
      `<path class="total" d="${steps(({ total: floor }) => floor)}"/><path class="daily" d="${steps(({ daily }) => daily)}"/>` +
      (total === undefined ? '' : `<text x="${LEFT + 4}" y="${y(total) - 5}" class="strong">Total floor ${money(total)}</text>`) +
      `<path class="equity" d="${line(points.map(({ at, equity }) => [axis.x(at), y(equity)]))}"/>${marks}` +
      `<text x="${WIDTH - RIGHT + 6}" y="${y(last) + 4}" class="strong">${money(last)}</text>`,
  );
}

function nearText({ room, at }: Approach, x: number, y: number): string {
  const isRight = x > WIDTH / 2;
  const words = room < 0 ? `${money(-room)} below the floor` : `${money(room)} above the floor`;
  return `<text x="${x + (isRight ? -8 : 8)}" y="${y}" class="strong${isRight ? ' end' : ''}">${words}, ${day(at)}</text>`;
}

/** How far the account was under its highest value before. */
export function fallChart(report: ReplayReport): string {
  const points = thin(report.equity);
  let height = -Infinity;
  const falls = points.map(({ at, equity }) => {
    height = Math.max(height, equity);
    return { at, fall: equity - height };
  });
  const deepest = Math.min(0, ...falls.map(({ fall }) => fall));
  if (deepest === 0) return '<p class="none">The account never fell below an earlier value.</p>';
  const axis = new TimeAxis(points);
  const y = scale(deepest, 0, 100, 12);
  const path = line(falls.map(({ at, fall }) => [axis.x(at), y(fall)]));
  const [from, to] = [axis.x(falls[0]?.at ?? 0), axis.x(falls.at(-1)?.at ?? 0)];
  return svg(
    118,
    `The deepest fall was ${money(-deepest)}`,
    `<path class="fall" d="${path}L${to} 12L${from} 12Z"/><text x="${WIDTH - RIGHT + 6}" y="16">0</text><text x="${WIDTH - RIGHT + 6}" y="104" class="strong">${money(deepest)}</text>`,
  );
}

/** How results in R are spread; losses hatched, so that no colour is needed to tell them. */
export function rChart(bins: readonly RBin[]): string {
  if (bins.length === 0) return '<p class="none">No trade with a known risk.</p>';
  const most = Math.max(...bins.map(({ count }) => count));
  const width = 500;
  const step = (width - 20) / bins.length;
  const every = Math.max(1, Math.ceil(bins.length / 10));
  const bars = bins.map(({ from, count, open }, index) => {
    const height = (count / most) * 110;
    const x = 10 + index * step;
    const label = `${from > 0 ? '+' : ''}${String(from).replace('-', '\u2212')}`;
    return (
      `<rect class="${from < 0 ? 'loss' : 'gain'}" x="${(x + 1).toFixed(1)}" y="${(126 - height).toFixed(1)}" width="${Math.max(1, step - 2).toFixed(1)}" height="${height.toFixed(1)}"/>` +
      (count === 0 ? '' : `<text class="mid" x="${(x + step / 2).toFixed(1)}" y="${(121 - height).toFixed(1)}">${count}</text>`) +
      (index % every === 0
        ? `<text class="mid" x="${(x + step / 2).toFixed(1)}" y="142">${open === 'below' ? '\u2264' : ''}${label}</text>`
        : '')
    );
  });
  return svg(150, `Results in R of ${bins.reduce((sum, { count }) => sum + count, 0)} trades`, bars.join(''), width);
}

const line = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');

const grid = (axis: TimeAxis, bottom: number): string =>
  axis
    .labels()
    .map(
      ({ at, x }) =>
        `<line class="grid" x1="${x}" x2="${x}" y1="10" y2="${bottom}"/><text x="${x}" y="${bottom + 18}">${day(at)}</text>`,
    )
    .join('');

const svg = (height: number, title: string, inner: string, width = WIDTH): string =>
  `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">${HATCH}${inner}</svg>`;

/** Losses are hatched: no colour is needed to tell them. */
const HATCH =
  '<defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
  '<line y2="4" class="hatch"/></pattern></defs>';
