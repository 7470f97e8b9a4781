import { expect, test } from 'vitest';
import type { Signal } from '#shared/domain';
import { readAll } from '#test/main/engine/intake/dialects/samples.ts';
import { textOf } from './documents.ts';

/** Messages and what they are read as, from the lists of the page. */
const rows = [...textOf('assets/help/signals.md').matchAll(/^- `([^`]+)` ((?:reads|refused): .+)$/gm)].map(
  ([, message = '', said = '']) => ({ message, said }),
);
const number = (value: number): string => String(Number(value.toFixed(5)));

function entryWords({ side, pending, entry, stopLoss, takeProfit, volumeMax, riskPercent, management }: Signal): string {
  const { partials = [], breakEvenAtR, trailingDistance, trailingStartR } = management ?? {};
  const place = pending === undefined ? 'at the market' : `${pending.type} ${number(entry)}`;
  return [
    `${side} ${place}`,
    `stop ${stopLoss === null ? 'by the strategy' : number(stopLoss)}`,
    `target ${takeProfit === null ? 'by the strategy' : number(takeProfit)}`,
    ...partials.map(({ atR, percent }) => `${percent} % closed at ${atR} R`),
    ...(breakEvenAtR === undefined ? [] : [`stop to the entry at ${breakEvenAtR} R`]),
    ...(trailingDistance === undefined ? [] : [`stop follows ${trailingDistance} R behind from ${trailingStartR} R`]),
    ...(volumeMax === null ? [] : [`at most ${number(volumeMax)} lots`]),
    ...(riskPercent === null ? [] : [`at most ${riskPercent} % risked`]),
  ].join(', ');
}

function exitWords({ side, exit, kind }: Signal): string {
  const what = exit?.anySide === true ? 'both sides' : side === 'BUY' ? 'the long' : 'the short';
  if (kind === 'cancel') return `withdraws ${what}`;
  const { part } = exit ?? {};
  if (part === undefined) return `closes ${what}`;
  return 'percent' in part ? `closes ${number(part.percent)} % of ${what}` : `closes ${number(part.lots)} lots of ${what}`;
}

const words = (message: string): string =>
  readAll(message)
    .map(({ arrival }) => {
      if (arrival.kind === 'malformed') return `refused: ${arrival.detail}`;
      if (arrival.kind === 'invalid') return `refused: ${arrival.issues[0]?.path} ${arrival.issues[0]?.message}`;
      return `reads: ${arrival.signal.kind === 'entry' ? entryWords(arrival.signal) : exitWords(arrival.signal)}`;
    })
    .join('; then ')
    .replace('; then reads:', '; then');

test('each message of the manual is read as it says there', () => {
  expect(rows.length).toBeGreaterThan(25);
  expect(rows.map(({ message }) => `${message} -> ${words(message)}`)).toEqual(
    rows.map(({ message, said }) => `${message} -> ${said}`),
  );
});
