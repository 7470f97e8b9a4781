import { memo } from 'react';
import { CartesianGrid, ComposedChart, Line, ReferenceLine, Tooltip, XAxis, YAxis, type DotItemDotProps } from 'recharts';
import { ChartFrame } from './chart-frame.tsx';
import { AXIS, INK } from './look.ts';
import { Tip } from './tip.tsx';

/** One value in the order they came; `odd`: beyond the limits, or in a run on one side of the mean. */
export type ControlPoint = {
  readonly place: number;
  readonly value: number;
  readonly odd: 'beyond' | 'shifted' | null;
  readonly lines: readonly string[];
  readonly row: readonly string[];
};

/** A level across the chart: the mean, a limit the process draws, or one it was given. */
export type ControlLevel = { readonly at: number; readonly kind: 'mean' | 'limit' | 'given'; readonly name: string };

type ControlLinesProps = {
  readonly points: readonly ControlPoint[];
  readonly levels: readonly ControlLevel[];
  readonly said: string;
  readonly columns: readonly string[];
  readonly text: (value: number) => string;
};

const DASHES: Readonly<Record<ControlLevel['kind'], string | undefined>> = { mean: undefined, limit: '6 4', given: '1.5 4' };
const MARGIN = { top: 14, right: 12, bottom: 0, left: 8 } as const;
const VALUE_WIDTH = 80;
/** Above so many a dot each would hide the line. */
const DOTS_MAX = 120;

/** Single values in their order with the mean and the limits; a value beyond them is a ring, one of a shift a square. */
export const ControlLines = memo(function ControlLines({ points, levels, said, columns, text }: ControlLinesProps) {
  const all = [...points.map(({ value }) => value), ...levels.map(({ at }) => at)];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  return (
    <ChartFrame said={said} columns={columns} rows={points.map(({ row }) => row)}>
      <ComposedChart data={[...points]} margin={MARGIN} accessibilityLayer={false}>
        <CartesianGrid stroke={INK.grid} vertical={false} />
        <XAxis dataKey="place" type="number" domain={['dataMin', 'dataMax']} allowDecimals={false} minTickGap={32} {...AXIS} />
        <YAxis
          orientation="right"
          width={VALUE_WIDTH}
          domain={[low - room, high + room]}
          tickFormatter={text}
          tickCount={5}
          {...AXIS}
        />
        <Tooltip content={<Tip />} isAnimationActive={false} cursor={{ stroke: INK.faint }} />
        {levels.map(({ at, kind, name }) => (
          <ReferenceLine
            key={`${kind} ${name}`}
            y={at}
            stroke={kind === 'mean' ? INK.text : INK.faint}
            strokeDasharray={DASHES[kind]}
            label={{ value: name, position: 'insideTopLeft', fill: INK.faint, fontSize: 'var(--text-xs)' }}
          />
        ))}
        <Line
          dataKey="value"
          stroke={INK.line}
          strokeWidth={1.25}
          dot={points.length > DOTS_MAX ? oddDot : dot}
          activeDot={false}
          isAnimationActive={false}
        />
      </ComposedChart>
    </ChartFrame>
  );
});

function dot(props: DotItemDotProps) {
  const { key, cx = 0, cy = 0 } = props;
  const { odd } = props.payload as ControlPoint;
  if (odd === null) return <circle key={key} cx={cx} cy={cy} r={2} fill={INK.text} />;
  return odd === 'beyond' ? (
    <circle key={key} cx={cx} cy={cy} r={5} fill={INK.ground} stroke={INK.text} strokeWidth={2} />
  ) : (
    <rect key={key} x={cx - 3.5} y={cy - 3.5} width={7} height={7} fill={INK.ground} stroke={INK.text} strokeWidth={1.5} />
  );
}

function oddDot(props: DotItemDotProps) {
  return (props.payload as ControlPoint).odd === null ? <g key={props.key} /> : dot(props);
}
