/** The theme's colours, read for drawing on a canvas. */
export type Ink = Readonly<
  Record<'text' | 'text2' | 'text3' | 'line' | 'grid' | 'limit' | 'gain' | 'loss' | 'lost' | 'ground' | 'future', string>
> & { readonly font: string };

export function readInk(root: Element): Ink {
  const style = getComputedStyle(root);
  const value = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: value('--color-text'),
    text2: value('--color-text-2'),
    text3: value('--color-text-3'),
    line: value('--data-line'),
    grid: value('--data-track'),
    limit: value('--data-limit'),
    gain: value('--data-gain'),
    loss: value('--data-loss-soft'),
    lost: value('--data-loss'),
    ground: value('--color-surface'),
    future: value('--color-surface-sunken'),
    font: `${value('--text-xs')} ${value('--font-ui')}`,
  };
}

/** `font` in device pixels, for a canvas that is scaled. */
export function scaledFont({ font }: Ink, ratio: number, bold: boolean): string {
  const scaled = font.replace(/^(\d+(?:\.\d+)?)px/, (_, px: string) => `${Number(px) * ratio}px`);
  return bold ? `600 ${scaled}` : scaled;
}
