import { describe, expect, it } from 'vitest';
import { contrast, labDistance, seenAs, VISIONS } from './colour.ts';
import { COLOURINGS, COLOURS, safeBlocks, tokensOf } from './theme-tokens.ts';

const LEVELS = ['--alarm-critical', '--alarm-high', '--alarm-advisory', '--alarm-log'] as const;
const ALARMS = LEVELS.slice(0, 3);
const GROUNDS = ['--color-surface', '--color-canvas', '--color-surface-raised', '--color-surface-sunken'] as const;
const STOPS = ['--stop-ground', '--stop-ground-hover', '--stop-ground-active'] as const;

/** Text is read at 4.5, a mark or an edge at 3 (WCAG 2.2); what only divides or fills is told by its form beside it. */
const [TEXT, MARK] = [4.5, 3] as const;
type Rule = { readonly inks: readonly string[]; readonly on: readonly string[]; readonly least: number };

/** Every colour that carries a meaning by itself, and what it has to be told from. */
const RULES: readonly Rule[] = [
  { inks: ['--color-text', '--color-text-2', '--color-text-3'], on: GROUNDS, least: TEXT },
  { inks: ['--color-text', '--color-text-2'], on: ALARMS.map((level) => `${level}-ground`), least: TEXT },
  { inks: LEVELS, on: ['--color-surface'], least: TEXT },
  { inks: ['--stop-text'], on: STOPS, least: TEXT },
  { inks: ['--color-text-inverse'], on: ['--color-emphasis', '--color-emphasis-hover'], least: TEXT },
  { inks: ['--focus-ring', '--color-control-edge', '--data-line', '--data-limit'], on: GROUNDS, least: MARK },
  { inks: ['--data-gain', '--data-loss', '--data-used'], on: ['--color-surface'], least: MARK },
  { inks: ['--data-limit'], on: ['--data-track'], least: MARK },
  { inks: ['--color-text'], on: ['--data-gain-soft', '--data-loss-soft'], least: TEXT },
];
const ALARM_RULE: Rule = { inks: ALARMS, on: [], least: MARK };
/** Lines and fills that say nothing without what stands in or beside them. */
const SILENT = ['--color-line', '--color-line-strong', '--data-reserved'];

it('every colour of every look is checked against what it stands on', () => {
  const checked = new Set([...RULES.flatMap(({ inks, on }) => [...inks, ...on]), ...SILENT]);
  expect(COLOURS.filter((name) => !checked.has(name))).toEqual([]);
  expect(SILENT.filter((name) => !COLOURS.includes(name))).toEqual([]);
});

it('the colour-blind safe palette changes the same colours in every theme', () => {
  const [dark, ...others] = safeBlocks();
  for (const other of others) expect(other).toEqual(dark);
});

describe.each(COLOURINGS)('theme $theme, colours $palette', ({ theme, palette }) => {
  const token = tokensOf({ theme, palette });
  /** How far two colours are apart for the eyes that tell them apart worst. */
  const apart = (one: string, other: string): number =>
    Math.min(...VISIONS.map((vision) => labDistance(seenAs(token(one), vision), seenAs(token(other), vision))));

  it('what is to be read or seen stands out from what it stands on', () => {
    const own = ALARM_RULE.inks.map((level) => ({ inks: [level], on: [`${level}-ground`], least: MARK }));
    const low = [...RULES, ...own].flatMap(({ inks, on, least }) =>
      inks.flatMap((ink) =>
        on
          .map((ground) => ({ pair: `${ink} on ${ground}`, ratio: contrast(token(ink), token(ground)), least }))
          .filter(({ ratio }) => ratio < least),
      ),
    );
    expect(low).toEqual([]);
  });

  it('alarm levels differ for normal, red-, green- and blue-blind eyes', () => {
    const least = palette === 'safe' ? 28 : 16;
    for (const [i, one] of LEVELS.entries())
      for (const other of LEVELS.slice(i + 1)) expect(apart(one, other), `${one} ${other}`).toBeGreaterThan(least);
  });

  it('what was won and lost differ, and neither is taken for a grave alarm', () => {
    expect(apart('--data-gain', '--data-loss')).toBeGreaterThan(palette === 'safe' ? 60 : 14);
    for (const level of ALARMS.slice(0, 2)) expect(apart('--data-gain', level), level).toBeGreaterThan(16);
    for (const level of ALARMS.slice(0, 2)) expect(apart('--data-loss', level), level).toBeGreaterThan(16);
  });
});
