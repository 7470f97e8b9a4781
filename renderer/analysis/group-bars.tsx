import { memo } from 'react';
import { Bar, BarChart, ErrorBar, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { ChartFrame } from './chart-frame.tsx';
import { Hatch } from './hatch.tsx';
import { AXIS, INK } from './look.ts';
import { resultBar } from './result-bar.tsx';
import { Tip } from './tip.tsx';

/** A group's mean R; `spread` is how far its interval reaches below and above the mean, null where it is not known. */
export type GroupBar = {
  readonly name: string;
  readonly mean: number;
  readonly spread: readonly [below: number, above: number] | null;
  /** Mean and count, as they stand at the right. */
  readonly figures: string;
  readonly lines: readonly string[];
  readonly row: readonly string[];
};

type GroupBarsProps = {
  readonly bars: readonly GroupBar[];
  readonly said: string;
  readonly columns: readonly string[];
  readonly r: (value: number) => string;
};

const HATCH = 'hatch-of-lost-groups';
const BAR = resultBar(HATCH);
const MARGIN = { top: 4, right: 8, bottom: 0, left: 8 };
const NAME_WIDTH = 116;
const FIGURES_WIDTH = 92;
const NAME_MAX = 18;

/** A long name at the axis; the pointer's words and the table have all of it. */
const shortened = (name: string): string => (name.length <= NAME_MAX ? name : `${name.slice(0, NAME_MAX - 1)}…`);

/** The mean R of each group with its interval, one under the other on one scale. */
export const GroupBars = memo(function GroupBars({ bars, said, columns, r }: GroupBarsProps) {
  const figures = new Map(bars.map((bar) => [bar.name, bar.figures]));
  const reach = Math.max(0.5, ...bars.map(({ mean, spread }) => Math.abs(mean) + Math.max(...(spread ?? [0]))));
  // One group with two trades has an interval as wide as the world: it runs out of the picture, the others stay readable.
  const edge = Math.min(3, Math.ceil(reach * 2) / 2);
  const data = bars.map((bar) => ({ ...bar, isLoss: bar.mean < 0, spread: bar.spread === null ? undefined : [...bar.spread] }));
  return (
    <ChartFrame said={said} columns={columns} rows={bars.map(({ row }) => row)}>
      <BarChart data={data} layout="vertical" margin={MARGIN} accessibilityLayer={false} barCategoryGap="35%">
        <Hatch id={HATCH} />
        <XAxis type="number" domain={[-edge, edge]} allowDataOverflow tickCount={5} tickFormatter={r} {...AXIS} />
        <YAxis
          yAxisId="name"
          type="category"
          dataKey="name"
          width={NAME_WIDTH}
          tickFormatter={shortened}
          interval={0}
          {...AXIS}
          tick={{ ...AXIS.tick, fill: INK.text }}
        />
        <YAxis
          yAxisId="figures"
          type="category"
          dataKey="name"
          orientation="right"
          width={FIGURES_WIDTH}
          interval={0}
          tickFormatter={(name: string) => figures.get(name) ?? ''}
          {...AXIS}
        />
        <Tooltip content={<Tip />} isAnimationActive={false} cursor={{ fill: 'var(--color-surface-raised)' }} />
        <ReferenceLine yAxisId="name" x={0} stroke={INK.faint} />
        <Bar yAxisId="name" dataKey="mean" maxBarSize={14} shape={BAR} isAnimationActive={false}>
          <ErrorBar dataKey="spread" direction="x" width={5} stroke={INK.text} strokeWidth={1.25} isAnimationActive={false} />
        </Bar>
        <Bar yAxisId="figures" dataKey="mean" hide />
      </BarChart>
    </ChartFrame>
  );
});
