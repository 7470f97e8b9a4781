import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { clockText } from '../format/index.ts';
import { paintGround, paintLevels } from './equity-paint.ts';
import type { EquityPicture } from './equity-picture.ts';
import { readInk, scaledFont, type Ink } from './ink.ts';
import './equity-chart.css';

type Latest = { picture: EquityPicture; ink: Ink };

/** The equity line with the day's room lines, on one canvas; `look` only says when the colours must be read again. */
export function EquityChart({ picture, look }: { readonly picture: EquityPicture; readonly look: object }) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef<Latest | null>(null);
  useEffect(() => {
    const host = box.current;
    // Without a canvas to draw on there are still the words and the table beside it.
    if (host === null || document.createElement('canvas').getContext('2d') === null) return;
    const own: Latest = (latest.current ??= { picture, ink: readInk(host) });
    const made = new uPlot(optionsOf(own, host), [[], []], host);
    plot.current = made;
    const watch = new ResizeObserver(() => {
      own.ink = readInk(host); // A larger window has larger type.
      made.setSize({ width: host.clientWidth, height: host.clientHeight });
    });
    watch.observe(host);
    return () => {
      watch.disconnect();
      made.destroy();
      plot.current = null;
      latest.current = null;
    };
    // The plot is made once; what it draws comes through `latest`.
  }, []);
  useEffect(() => {
    if (box.current === null || latest.current === null) return;
    latest.current.picture = picture;
    latest.current.ink = readInk(box.current);
    plot.current?.setData([[...picture.times], [...picture.equity]]);
  }, [picture, look]);
  return <div className="chart" ref={box} aria-hidden="true" />;
}

function optionsOf(latest: Latest, host: HTMLElement): uPlot.Options {
  return {
    width: host.clientWidth,
    height: host.clientHeight,
    pxAlign: 1,
    padding: [4, 66, 0, 16],
    legend: { show: false },
    cursor: { show: false },
    select: { show: false, left: 0, top: 0, width: 0, height: 0 },
    scales: {
      x: { time: true, range: () => [latest.picture.from, latest.picture.to] },
      y: { range: () => [latest.picture.low, latest.picture.high] },
    },
    axes: [
      {
        stroke: () => latest.ink.text3,
        font: scaledFont(latest.ink, 1, false),
        size: 22,
        gap: 4,
        space: 64,
        ticks: { show: false },
        grid: { stroke: () => latest.ink.grid, width: 1 },
        values: (_plot, times) => times.map((time) => clockText(time * 1_000, 'minutes')),
      },
      { show: false },
    ],
    series: [{}, { stroke: () => latest.ink.line, width: 1.75, points: { show: false } }],
    hooks: {
      drawClear: [(plot) => paintGround(plot, latest.picture, latest.ink)],
      draw: [(plot) => paintLevels(plot, latest.picture, latest.ink)],
    },
  };
}
