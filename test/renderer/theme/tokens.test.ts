import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, labDistance, seenAs, type Rgb, VISIONS } from './colour.ts';

const css = ['tokens', 'themes']
  .map((name) => readFileSync(new URL(`../../../renderer/theme/${name}.css`, import.meta.url), 'utf8'))
  .join('\n');

/** The tokens of a theme: the first block of its selector, over the dark ones. */
function tokensOf(theme: 'dark' | 'light' | 'contrast'): (name: string) => Rgb {
  const block = (selector: string): Map<string, string> => {
    const begin = css.indexOf(`${selector} {`);
    const body = css.slice(begin, css.indexOf('}', begin));
    return new Map([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]));
  };
  const own = theme === 'dark' ? new Map<string, string>() : block(`[data-theme='${theme}']`);
  const dark = block(':root');
  return (name) => {
    const hex = own.get(name) ?? dark.get(name) ?? '';
    if (!/^#[0-9a-f]{6}$/i.test(hex)) throw new Error(`${name} is no colour in ${theme}: ${hex}`);
    return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
  };
}

const LEVELS = ['--alarm-critical', '--alarm-high', '--alarm-advisory', '--alarm-log'] as const;
const ALARMS = LEVELS.slice(0, 3);

describe.each(['dark', 'light', 'contrast'] as const)('theme %s', (theme) => {
  const token = tokensOf(theme);
  const grounds = ['--color-surface', '--color-canvas', '--color-surface-raised', '--color-surface-sunken'].map(token);

  it('alarm colours stand out from the surface', () => {
    for (const level of LEVELS) expect(contrast(token(level), token('--color-surface')), level).toBeGreaterThanOrEqual(4.5);
  });

  it('alarm levels differ for normal, protan, deutan and tritan vision', () => {
    for (const vision of VISIONS) {
      for (const [i, one] of LEVELS.entries()) {
        for (const other of LEVELS.slice(i + 1)) {
          expect(
            labDistance(seenAs(token(one), vision), seenAs(token(other), vision)),
            `${one} ${other} ${vision}`,
          ).toBeGreaterThan(16);
        }
      }
    }
  });

  it('text can be read on every ground', () => {
    for (const ground of grounds) {
      for (const ink of ['--color-text', '--color-text-2', '--color-text-3'])
        expect(contrast(token(ink), ground), ink).toBeGreaterThanOrEqual(4.5);
      expect(contrast(token('--focus-ring'), ground)).toBeGreaterThanOrEqual(3);
      expect(contrast(token('--color-control-edge'), ground)).toBeGreaterThanOrEqual(3);
    }
  });

  it('text can be read on an unacknowledged alarm', () => {
    for (const level of ALARMS) {
      expect(contrast(token('--color-text-2'), token(`${level}-ground`)), level).toBeGreaterThanOrEqual(4.5);
      expect(contrast(token(level), token(`${level}-ground`)), level).toBeGreaterThanOrEqual(3);
    }
  });

  it('the stop can be read, resting, pointed at and pressed', () => {
    for (const ground of ['--stop-ground', '--stop-ground-hover', '--stop-ground-active'])
      expect(contrast(token('--stop-text'), token(ground)), ground).toBeGreaterThanOrEqual(4.5);
  });

  it('gain and loss in charts differ by lightness or form, not by an alarm’s hue', () => {
    for (const vision of VISIONS) {
      for (const level of ALARMS.slice(0, 2))
        expect(labDistance(seenAs(token('--data-gain'), vision), seenAs(token(level), vision))).toBeGreaterThan(16);
    }
  });
});
