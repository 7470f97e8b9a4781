import { memo } from 'react';
import { Area, ComposedChart, CartesianGrid, Line, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { ChartFrame } from './chart-frame.tsx';
import { Hatch, hatched } from './hatch.tsx';
import { AXIS, INK, MARGIN } from './look.ts';
import { Tip } from './tip.tsx';

/** The sum of results after a trade, and how far it is under its highest; `lines` are what a pointer reads, `row` a reader. */
export type SumPoint = {
  readonly at: number;
  readonly sum: number;
  readonly fall: number;
  readonly lines: readonly string[];
  readonly row: readonly string[];
};

type EquityAndFallProps = {
  readonly points: readonly SumPoint[];
  readonly said: string;
  readonly columns: readonly string[];
  readonly time: (at: number) => string;
  readonly money: (value: number) => string;
};

const HATCH = 'hatch-of-falls';
const MONEY_WIDTH = 64;

/** The sum of results over time, and under it how far it stood below its highest: the two share one time. */
export const EquityAndFall = memo(function EquityAndFall({ points, said, columns, time, money }: EquityAndFallProps) {
  const data = [...points];
  const span = [points[0]?.at ?? 0, points.at(-1)?.at ?? 1];
  const x = <XAxis dataKey="at" type="number" scale="time" domain={span} tickFormatter={time} minTickGap={48} {...AXIS} />;
  const y = <YAxis orientation="right" width={MONEY_WIDTH} tickFormatter={money} tickCount={4} {...AXIS} />;
  const grid = <CartesianGrid stroke={INK.grid} vertical={false} />;
  const tip = <Tooltip content={<Tip />} isAnimationActive={false} cursor={{ stroke: INK.faint }} />;
  return (
    <div className="equity-and-fall">
      <ChartFrame said={said} columns={columns} rows={points.map(({ row }) => row)}>
        <ComposedChart data={data} margin={MARGIN} syncId="equity-and-fall" accessibilityLayer={false}>
          {grid}
          <XAxis dataKey="at" type="number" scale="time" domain={span} hide />
          {y}
          {tip}
          <ReferenceLine y={0} stroke={INK.faint} />
          <Line dataKey="sum" type="stepAfter" stroke={INK.line} strokeWidth={1.75} dot={false} isAnimationActive={false} />
        </ComposedChart>
      </ChartFrame>
      <ChartFrame said="The same, as the fall from the highest sum." columns={[]} rows={[]}>
        <ComposedChart data={data} margin={MARGIN} syncId="equity-and-fall" accessibilityLayer={false}>
          <Hatch id={HATCH} />
          {grid}
          {x}
          {y}
          {tip}
          <Area
            dataKey="fall"
            type="stepAfter"
            stroke={INK.faint}
            fill={hatched(HATCH)}
            fillOpacity={1}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ChartFrame>
    </div>
  );
});
