/** Rows of three pixels each, as bits: what is drawn white on the round badge. */
const GLYPHS: Readonly<Record<string, readonly number[]>> = {
  '1': [0b010, 0b110, 0b010, 0b010, 0b111],
  '2': [0b111, 0b001, 0b111, 0b100, 0b111],
  '3': [0b111, 0b001, 0b011, 0b001, 0b111],
  '4': [0b101, 0b101, 0b111, 0b001, 0b001],
  '5': [0b111, 0b100, 0b111, 0b001, 0b111],
  '6': [0b111, 0b100, 0b111, 0b101, 0b111],
  '7': [0b111, 0b001, 0b010, 0b010, 0b010],
  '8': [0b111, 0b101, 0b111, 0b101, 0b111],
  '9': [0b111, 0b101, 0b111, 0b001, 0b111],
  '+': [0b000, 0b010, 0b111, 0b010, 0b000],
  /** Halted: the square of a stop button. */
  halted: [0b000, 0b111, 0b111, 0b111, 0b000],
};
export type BadgeGlyph = 'halted' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '+';

const RED = [0x2f, 0x2f, 0xd3, 0xff] as const;
const WHITE = [0xff, 0xff, 0xff, 0xff] as const;
const CLEAR = [0, 0, 0, 0] as const;

/** How a number of things is shown: one digit, "+" for more. */
export const badgeDigit = (count: number): BadgeGlyph => (count > 9 ? '+' : (String(Math.max(count, 1)) as BadgeGlyph));

/** A badge of `size` times `size` pixels, blue, green, red and alpha each: a red disc with a white sign. */
export function badgePixels(glyph: BadgeGlyph, size: number): Buffer {
  const rows = GLYPHS[glyph] ?? [];
  const unit = Math.floor(size / 8);
  const [left, top] = [(size - 3 * unit) / 2, (size - 5 * unit) / 2];
  const isDrawn = (x: number, y: number): boolean => {
    const [column, row] = [Math.floor((x - left) / unit), Math.floor((y - top) / unit)];
    return column >= 0 && column < 3 && (((rows[row] ?? 0) >> (2 - column)) & 1) === 1;
  };
  const middle = (size - 1) / 2;
  const pixels: number[] = [];
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      const isInside = Math.hypot(x - middle, y - middle) <= size / 2;
      pixels.push(...(isDrawn(x, y) ? WHITE : isInside ? RED : CLEAR));
    }
  return Buffer.from(pixels);
}
