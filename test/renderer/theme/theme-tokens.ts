import { readFileSync } from 'node:fs';
import type { Rgb } from './colour.ts';

const sheet = (name: string): string =>
  readFileSync(new URL(`../../../renderer/theme/${name}.css`, import.meta.url), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
const css = ['tokens', 'themes', 'palettes'].map(sheet).join('\n');

/** What the first block of a selector says of each token. */
function block(selector: string): ReadonlyMap<string, string> {
  const begin = css.indexOf(`${selector} {`);
  if (begin === -1) throw new Error(`there is no block ${selector}`);
  const body = css.slice(begin, css.indexOf('}', begin));
  return new Map([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]));
}

const HEX = /^#[0-9a-f]{6}$/i;
const dark = block(':root');

/** Every look that has colours of its own. */
export const COLOURINGS = (['standard', 'safe'] as const).flatMap((palette) =>
  (['dark', 'light', 'contrast'] as const).map((theme) => ({ theme, palette })),
);
export type Colouring = (typeof COLOURINGS)[number];

const chainOf = ({ theme, palette }: Colouring): readonly ReadonlyMap<string, string>[] => [
  ...(palette === 'safe' && theme !== 'dark' ? [block(`[data-palette='safe'][data-theme='${theme}']`)] : []),
  ...(palette === 'safe' && theme === 'dark' ? [block(`[data-palette='safe']`)] : []),
  ...(theme === 'dark' ? [] : [block(`[data-theme='${theme}']`)]),
  dark,
];

/** The tokens of a look, as the cascade gives them. Throws for what is no colour. */
export function tokensOf(look: Colouring): (name: string) => Rgb {
  const chain = chainOf(look);
  return (name) => {
    const hex = chain.map((tokens) => tokens.get(name)).find((value) => value !== undefined) ?? '';
    if (!HEX.test(hex)) throw new Error(`${name} is no colour in ${look.theme}, ${look.palette}: ${hex}`);
    return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
  };
}

/** Every token of any look that is a colour. */
export const COLOURS: readonly string[] = [
  ...new Set(
    COLOURINGS.flatMap(chainOf).flatMap((tokens) => [...tokens].filter(([, value]) => HEX.test(value)).map(([name]) => name)),
  ),
].sort();

/** The tokens that each block of the colour-blind safe palette gives. */
export const safeBlocks = (): readonly (readonly string[])[] =>
  ["[data-palette='safe']", "[data-palette='safe'][data-theme='light']", "[data-palette='safe'][data-theme='contrast']"].map(
    (selector) => [...block(selector).keys()],
  );
