import type uPlot from 'uplot';
import { grouped } from '../format/index.ts';
import type { EquityPicture } from './equity-picture.ts';
import type { LevelLine } from './floor-levels.ts';
import { hatch } from './hatch.ts';
import { scaledFont, type Ink } from './ink.ts';

type Stroke = { readonly dash: readonly number[]; readonly width: number; readonly ink: keyof Ink };
const STROKES: Readonly<Record<LevelLine['kind'], Stroke>> = {
  anchor: { dash: [], width: 1, ink: 'text3' },
  soft: { dash: [2, 3], width: 1.25, ink: 'text3' },
  hard: { dash: [7, 4], width: 1.25, ink: 'text2' },
  floor: { dash: [], width: 2, ink: 'limit' },
};

/** Under the line: the future, and what is above (blue) and below (hatched) the start of the day. */
export function paintGround(plot: uPlot, picture: EquityPicture, ink: Ink): void {
  const { ctx, bbox } = plot;
  const anchor = picture.levels.find(({ kind }) => kind === 'anchor');
  const x = (time: number): number => plot.valToPos(time, 'x', true);
  const y = (value: number): number => plot.valToPos(value, 'y', true);
  if (picture.now !== null) {
    const from = x(picture.now.at / 1_000);
    ctx.fillStyle = ink.future;
    ctx.fillRect(from, bbox.top, bbox.left + bbox.width - from, bbox.height);
  }
  if (anchor === undefined || picture.times.length < 2) return;
  const base = y(anchor.at);
  for (const side of ['gain', 'loss'] as const) {
    ctx.save();
    ctx.beginPath();
    if (side === 'gain') ctx.rect(bbox.left, bbox.top, bbox.width, base - bbox.top);
    else ctx.rect(bbox.left, base, bbox.width, bbox.top + bbox.height - base);
    ctx.clip();
    ctx.beginPath();
    ctx.moveTo(x(picture.times[0] ?? 0), base);
    picture.times.forEach((time, i) => ctx.lineTo(x(time), y(picture.equity[i] ?? anchor.at)));
    ctx.lineTo(x(picture.times.at(-1) ?? 0), base);
    ctx.closePath();
    ctx.globalAlpha = side === 'gain' ? 0.55 : 1;
    ctx.fillStyle = side === 'gain' ? ink.gain : hatch(ctx, ink.loss, devicePixelRatio);
    ctx.fill();
    ctx.restore();
  }
}

/** Over the line: the levels with their names and prices, and where equity would end at all stops. */
export function paintLevels(plot: uPlot, picture: EquityPicture, ink: Ink): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const right = endOf(plot, picture);
  const y = (value: number): number => Math.round(plot.valToPos(value, 'y', true));
  ctx.save();
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  for (const level of picture.levels) {
    const { dash, width, ink: colour } = STROKES[level.kind];
    ctx.strokeStyle = ink[colour];
    ctx.lineWidth = width * ratio;
    ctx.setLineDash(dash.map((step) => step * ratio));
    line(ctx, bbox.left, y(level.at), right, y(level.at));
    ctx.font = scaledFont(ink, ratio, level.kind === 'floor');
    ctx.fillStyle = level.kind === 'floor' ? ink.text : ink.text3;
    ctx.fillText(level.name, bbox.left + 4 * ratio, y(level.at) - 8 * ratio);
  }
  if (picture.now !== null) paintNow(plot, picture, ink, ratio);
  paintTomorrow(plot, picture, ink, ratio);
  paintPrices(plot, picture, ink, ratio);
  ctx.restore(); // The plot remembers what it set on the canvas, so that has to be as it was.
}

function paintNow(plot: uPlot, picture: EquityPicture, ink: Ink, ratio: number): void {
  const { now, atStops, to, times } = picture;
  if (now === null) return;
  const { ctx } = plot;
  const at = { x: plot.valToPos(times.at(-1) ?? now.at / 1_000, 'x', true), y: plot.valToPos(now.equity, 'y', true) };
  const right = endOf(plot, picture);
  if (atStops !== null && atStops < now.equity) {
    const end = plot.valToPos(atStops, 'y', true);
    const bend = Math.min(right, at.x + Math.min(28 * ratio, (right - at.x) / 2));
    ctx.setLineDash([3 * ratio, 3 * ratio]);
    ctx.strokeStyle = ink.text2;
    ctx.lineWidth = 1.25 * ratio;
    line(ctx, at.x, at.y, bend, end);
    line(ctx, bend, end, right, end);
    const text = 'if every stop is hit';
    ctx.font = scaledFont(ink, ratio, false);
    ctx.fillStyle = ink.text2;
    if (to > now.at / 1_000 && right - bend > ctx.measureText(text).width + 8 * ratio) {
      ctx.textAlign = 'right';
      ctx.fillText(text, right - 4 * ratio, end - 8 * ratio);
      ctx.textAlign = 'left';
    }
  }
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.arc(at.x, at.y, 4.5 * ratio, 0, 2 * Math.PI);
  ctx.fillStyle = ink.text;
  ctx.fill();
  ctx.lineWidth = 2 * ratio;
  ctx.strokeStyle = ink.ground;
  ctx.stroke();
}

/** Where the day of the levels ends: at the firm's midnight, or at the edge. */
const endOf = (plot: uPlot, { tomorrow }: EquityPicture): number =>
  tomorrow === undefined ? plot.bbox.left + plot.bbox.width : plot.valToPos(tomorrow.from, 'x', true);

/** Behind the firm's midnight: the equity of now, and the floors that would follow from it. */
function paintTomorrow(plot: uPlot, { tomorrow, now }: EquityPicture, ink: Ink, ratio: number): void {
  if (tomorrow === undefined || now === null) return;
  const { ctx, bbox } = plot;
  const [begin, edge] = [plot.valToPos(tomorrow.from, 'x', true), bbox.left + bbox.width];
  const y = (value: number): number => Math.round(plot.valToPos(value, 'y', true));
  ctx.strokeStyle = ink.text3;
  ctx.lineWidth = ratio;
  ctx.setLineDash([]);
  line(ctx, begin, bbox.top, begin, bbox.top + bbox.height);
  ctx.font = scaledFont(ink, ratio, false);
  ctx.fillStyle = ink.text3;
  ctx.textAlign = 'left';
  ctx.fillText('next day', begin + 4 * ratio, bbox.top + 8 * ratio);
  ctx.setLineDash([3 * ratio, 3 * ratio]);
  ctx.strokeStyle = ink.text2;
  line(ctx, plot.valToPos(now.at / 1_000, 'x', true), y(now.equity), begin, y(tomorrow.equity));
  for (const { at, kind } of tomorrow.levels) {
    const { dash, width, ink: colour } = STROKES[kind];
    ctx.strokeStyle = ink[colour];
    ctx.lineWidth = width * ratio;
    ctx.setLineDash(dash.map((step) => step * ratio));
    line(ctx, begin, y(at), edge, y(at));
  }
}

/** Prices at the right edge; those that would touch are moved apart. */
function paintPrices(plot: uPlot, { levels: today, now, atStops, tomorrow }: EquityPicture, ink: Ink, ratio: number): void {
  const { ctx, bbox } = plot;
  const levels = tomorrow?.levels ?? today;
  const labels = [
    ...levels.map(({ at, kind }) => ({ at, bold: kind === 'floor', colour: kind === 'floor' ? ink.text : ink.text3 })),
    ...(now === null ? [] : [{ at: now.equity, bold: true, colour: ink.text }]),
    ...(atStops === null || atStops === now?.equity ? [] : [{ at: atStops, bold: false, colour: ink.text2 }]),
  ].sort((a, b) => b.at - a.at || Number(b.bold) - Number(a.bold));
  const said = new Set<string>();
  let above = -Infinity;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const { at, bold, colour } of labels) {
    const text = grouped(at, 0);
    if (said.has(text)) continue;
    said.add(text);
    const top = Math.max(plot.valToPos(at, 'y', true), above + 13 * ratio);
    above = top;
    ctx.font = scaledFont(ink, ratio, bold);
    ctx.fillStyle = colour;
    ctx.fillText(text, bbox.left + bbox.width + 6 * ratio, top);
  }
}

function line(ctx: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}
