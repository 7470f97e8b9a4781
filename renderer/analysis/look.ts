/** How every chart here looks: the tokens' colours, by name, so that a theme changes them without a new picture. */
export const INK = {
  line: 'var(--data-line)',
  gain: 'var(--data-gain)',
  loss: 'var(--data-loss)',
  text: 'var(--color-text)',
  faint: 'var(--color-text-3)',
  grid: 'var(--data-track)',
  ground: 'var(--color-surface)',
} as const;

export const TICK = { fill: INK.faint, fontSize: 'var(--text-xs)' } as const;

/** What all axes have in common: figures alone, no lines. */
export const AXIS = { axisLine: false, tickLine: false, tick: TICK } as const;

/** Room around a plot, in pixels. */
export const MARGIN = { top: 8, right: 12, bottom: 0, left: 8 } as const;
