import { memo } from 'react';
import { CartesianGrid, ComposedChart, ErrorBar, Line, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { ChartFrame } from './chart-frame.tsx';
import { AXIS, INK, MARGIN } from './look.ts';
import { Tip } from './tip.tsx';

/** Of the trades whose score lies around `score`: the share that was won, and how far its interval reaches below and above. */
export type ScorePoint = {
  readonly score: number;
  readonly won: number;
  readonly spread: readonly [below: number, above: number];
  readonly lines: readonly string[];
  readonly row: readonly string[];
};

type ScoreChartProps = {
  readonly points: readonly ScorePoint[];
  readonly said: string;
  readonly columns: readonly string[];
  readonly percent: (share: number) => string;
  readonly score: (value: number) => string;
};

const SHARES = [0, 0.25, 0.5, 0.75, 1];

/** Whether a higher score was won more often; on the dashed line a score of 0.7 would be won seven times of ten. */
export const ScoreChart = memo(function ScoreChart({ points, said, columns, percent, score }: ScoreChartProps) {
  const low = Math.max(0, Math.floor(Math.min(0.5, ...points.map((point) => point.score)) * 10) / 10);
  const data = points.map((point) => ({ ...point, spread: [...point.spread] }));
  return (
    <ChartFrame said={said} columns={columns} rows={points.map(({ row }) => row)}>
      <ComposedChart data={data} margin={MARGIN} accessibilityLayer={false}>
        <CartesianGrid stroke={INK.grid} vertical={false} />
        <XAxis dataKey="score" type="number" domain={[low, 1]} tickFormatter={score} tickCount={6} {...AXIS} />
        <YAxis orientation="right" width={52} domain={[0, 1]} ticks={SHARES} tickFormatter={percent} {...AXIS} />
        <Tooltip content={<Tip />} isAnimationActive={false} cursor={{ stroke: INK.faint }} />
        <ReferenceLine
          segment={[
            { x: low, y: low },
            { x: 1, y: 1 },
          ]}
          stroke={INK.faint}
          strokeDasharray="3 4"
        />
        <Line
          dataKey="won"
          stroke={INK.line}
          strokeWidth={1.25}
          dot={{ r: 4, fill: INK.text, stroke: INK.ground, strokeWidth: 2 }}
          activeDot={false}
          isAnimationActive={false}
        >
          <ErrorBar dataKey="spread" direction="y" width={5} stroke={INK.faint} strokeWidth={1.25} isAnimationActive={false} />
        </Line>
      </ComposedChart>
    </ChartFrame>
  );
});
