// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { RiskView } from '#renderer/panels/risk/index.ts';
import { PhaseBars } from '#renderer/panels/risk/phase-bars.tsx';
import { morning } from '../../fixtures.ts';
import { reads, stage } from '../../stage.tsx';

const NONE = { profitPct: -1.5, targetPct: null, days: 0, daysNeeded: null, bestDayPct: null, bestDayLimitPct: null };
const widths = (container: Element): readonly string[] =>
  [...container.querySelectorAll<HTMLElement>('.way-bar i')].map((bar) => bar.style.width);

test('target, days and best day stand against what they are measured by', () => {
  const progress = { profitPct: 3.85, targetPct: 10, days: 3, daysNeeded: 4, bestDayPct: 56, bestDayLimitPct: 50 };
  const { container } = stage(<PhaseBars progress={progress} />, morning());
  expect(reads(container)).toMatch(/Profit target ?3\.85 % of 10\.0 % ?6\.15 % to go/);
  expect(reads(container)).toMatch(/Days ?3 of 4 ?1 to go/);
  expect(reads(container)).toMatch(/Best day ?56\.0 % of at most 50 % ?above: more profit is asked for/);
  expect(widths(container)).toEqual(['38.5%', '75%', '100%']);
});

test('a loss is no way back past zero, and what the firm does not ask for is not there', () => {
  const { container } = stage(<PhaseBars progress={{ ...NONE, targetPct: 8 }} />, morning());
  expect([widths(container), reads(container)]).toEqual([
    ['0%'],
    expect.stringMatching(/^Profit target ?−1\.50 % of 8\.0 % ?9\.50 % to go$/),
  ]);
});

test('what blocks comes first under Risk, then the floors', () => {
  const { container } = stage(<RiskView />, morning());
  const panels = [...container.querySelectorAll('section')].map((panel) => panel.getAttribute('aria-label'));
  expect(panels.slice(0, 4)).toEqual(['Blocks', 'Floors', 'Phase', 'Room']);
});
