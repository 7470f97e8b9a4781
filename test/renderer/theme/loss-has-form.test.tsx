// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { RTrack } from '#renderer/charts/index.ts';
import { ProfitLoss } from '#renderer/controls/index.ts';

afterEach(cleanup);
const root = join(import.meta.dirname, '..', '..', '..', 'renderer');

/**
 * Wherever won or lost has a colour, and what tells the two apart for who sees no colours: a pattern, a dash, a hollow or filled
 * form, or the side of a line. A new place has to name its own.
 */
const FORMS: Readonly<Record<string, RegExp>> = {
  'analysis/hatch.tsx': /<pattern/,
  'analysis/look.ts': /INK/,
  'analysis/result-bar.tsx': /isLoss \? hatched/,
  'candles/candle-pane.ts': /downColor: ink\.ground/,
  'candles/layers.ts': /hatch\(context, ink\.loss/,
  'charts/equity-paint.ts': /hatch\(ctx, ink\.loss/,
  'charts/ink.ts': /readInk/,
  'charts/r-track.css': /stroke-dasharray/,
  'panels/results/month-map.css': /repeating-linear-gradient/,
};

test('every place that colours what was won or lost tells it by a form too', () => {
  const files = globSync('**/*.{ts,tsx,css}', { cwd: root }).map((name) => name.replaceAll('\\', '/'));
  const coloured = files.filter(
    (name) =>
      !name.startsWith('theme/') &&
      /--data-(gain|loss)|\b(INK|ink)\.(gain|loss|lost)\b/.test(readFileSync(join(root, name), 'utf8')),
  );
  expect(coloured.sort()).toEqual(Object.keys(FORMS).sort());
  expect(coloured.filter((name) => FORMS[name]?.test(readFileSync(join(root, name), 'utf8')) !== true)).toEqual([]);
});

const drawn = (node: React.ReactElement): string => {
  const { container, unmount } = render(node);
  // What is left when colours are gone: the shapes and the words.
  const shapes = [...container.querySelectorAll('path')].map((path) => path.getAttribute('d')).join(' ');
  const text = container.textContent;
  unmount();
  return `${shapes} ${text}`;
};

test('a sum that was lost has another form than the same sum won', () => {
  expect(drawn(<ProfitLoss value={5} text="5.00" />)).not.toBe(drawn(<ProfitLoss value={-5} text="5.00" />));
});

test('a position that loses is drawn from its entry to the side of the stop, one that gains to the side of the target', () => {
  const track = (now: number) => <RTrack track={{ entry: 0.5, now, toTarget: now }} r={0} />;
  expect(drawn(track(0.2))).not.toBe(drawn(track(0.8)));
});
