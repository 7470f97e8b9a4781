import { memo } from 'react';
import { Bar, BarChart, CartesianGrid, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { ChartFrame } from './chart-frame.tsx';
import { Hatch } from './hatch.tsx';
import { AXIS, INK, MARGIN } from './look.ts';
import { resultBar } from './result-bar.tsx';
import { Tip } from './tip.tsx';

/** So many trades whose R lies in a stretch around `middle`. */
export type RBar = {
  readonly middle: number;
  readonly count: number;
  readonly isLoss: boolean;
  readonly lines: readonly string[];
  readonly row: readonly string[];
};

type RBarsProps = {
  readonly bars: readonly RBar[];
  readonly mean: number | null;
  readonly said: string;
  readonly columns: readonly string[];
  readonly r: (value: number) => string;
};

const HATCH = 'hatch-of-lost-r';
const BAR = resultBar(HATCH);
const EDGE = 0.125;

/** How often each result in R came. */
export const RBars = memo(function RBars({ bars, mean, said, columns, r }: RBarsProps) {
  const [low, high] = [Math.min(-1.25, (bars[0]?.middle ?? 0) - EDGE), Math.max(1.25, (bars.at(-1)?.middle ?? 0) + EDGE)];
  const ticks = Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, i) => Math.ceil(low) + i);
  const wide = Math.max(4, Math.floor(420 / ((high - low) / (2 * EDGE))));
  return (
    <ChartFrame said={said} columns={columns} rows={bars.map(({ row }) => row)}>
      <BarChart data={[...bars]} margin={MARGIN} accessibilityLayer={false}>
        <Hatch id={HATCH} />
        <CartesianGrid stroke={INK.grid} vertical={false} />
        <XAxis dataKey="middle" type="number" domain={[low, high]} ticks={ticks} tickFormatter={r} {...AXIS} />
        <YAxis orientation="right" width={32} allowDecimals={false} tickCount={4} {...AXIS} />
        <Tooltip content={<Tip />} isAnimationActive={false} cursor={false} />
        <Bar dataKey="count" maxBarSize={wide} shape={BAR} isAnimationActive={false} />
        <ReferenceLine x={0} stroke={INK.faint} />
        {mean !== null && (
          <ReferenceLine
            x={mean}
            stroke={INK.text}
            strokeDasharray="4 3"
            label={{ value: 'mean', fill: INK.text, fontSize: 11, position: 'insideTopLeft' }}
          />
        )}
      </BarChart>
    </ChartFrame>
  );
});
