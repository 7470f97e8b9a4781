import { memo } from 'react';
import { CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from 'recharts';
import { ChartFrame } from './chart-frame.tsx';
import { AXIS, INK, MARGIN } from './look.ts';
import { Tip } from './tip.tsx';

/** An account at a moment, and the firm's floors then; null: the firm has none, or it is not known. */
export type FloorPoint = {
  readonly at: number;
  readonly equity: number;
  readonly daily: number | null;
  readonly total: number | null;
  readonly lines: readonly string[];
  readonly row: readonly string[];
};

type EquityAndFloorsProps = {
  readonly points: readonly FloorPoint[];
  readonly said: string;
  readonly columns: readonly string[];
  readonly time: (at: number) => string;
  readonly money: (value: number) => string;
};

const MONEY_WIDTH = 72;
const STEP = { type: 'stepAfter', dot: false, isAnimationActive: false } as const;

/** The account over a history, above the floors that it may not cross: the daily one dashed, the total one dotted. */
export const EquityAndFloors = memo(function EquityAndFloors({ points, said, columns, time, money }: EquityAndFloorsProps) {
  const span = [points[0]?.at ?? 0, points.at(-1)?.at ?? 1];
  const values = points.map(({ equity }) => equity);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = Math.max((high - low) * 0.25, Math.abs(high) * 0.002);
  // Floors far below would press the curve flat: they are drawn where they come near, and are always in the words.
  return (
    <ChartFrame said={said} columns={columns} rows={points.map(({ row }) => row)}>
      <ComposedChart data={[...points]} margin={MARGIN} accessibilityLayer={false}>
        <CartesianGrid stroke={INK.grid} vertical={false} />
        <XAxis dataKey="at" type="number" scale="time" domain={span} tickFormatter={time} minTickGap={56} {...AXIS} />
        <YAxis
          orientation="right"
          width={MONEY_WIDTH}
          domain={[low - room, high + room]}
          allowDataOverflow
          tickFormatter={money}
          tickCount={5}
          {...AXIS}
        />
        <Tooltip content={<Tip />} isAnimationActive={false} cursor={{ stroke: INK.faint }} />
        <Line dataKey="daily" stroke={INK.text} strokeWidth={1.25} strokeDasharray="5 3" {...STEP} />
        <Line dataKey="total" stroke={INK.text} strokeWidth={1.25} strokeDasharray="1.5 3" {...STEP} />
        <Line dataKey="equity" stroke={INK.line} strokeWidth={1.75} {...STEP} />
      </ComposedChart>
    </ChartFrame>
  );
});
