import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../files/index.ts';

const pixels = z.int().min(-100_000).max(100_000);
const placement = z.strictObject({
  x: pixels,
  y: pixels,
  width: z.int().min(800).max(20_000),
  height: z.int().min(600).max(20_000),
  maximized: z.boolean(),
});
export type Placement = z.infer<typeof placement>;
type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** How much of the title bar must lie on a screen for the trader to be able to take hold of it. */
const GRIP = 100;

const fileIn = (folder: string): string => join(folder, 'window.json');

/** True when the window's top edge can be reached on one of the screens: a screen may have been unplugged. */
export function isReachable({ x, y, width }: Area, screens: readonly Area[]): boolean {
  return screens.some((screen) => {
    const across = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x);
    return across >= GRIP && y >= screen.y && y <= screen.y + screen.height - GRIP;
  });
}

/** Where the window was last, or undefined for a first start, an unreadable file or a place no screen shows any more. */
export function recallPlacement(folder: string, screens: readonly Area[]): Placement | undefined {
  try {
    const read = placement.parse(JSON.parse(readFileSync(fileIn(folder), 'utf8')));
    return isReachable(read, screens) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** Remembers where the window is. Losing it costs nothing, so a failed write is not an error. */
export function rememberPlacement(folder: string, place: Placement): boolean {
  try {
    const file = fileIn(folder);
    writeFileSync(`${file}.new`, JSON.stringify(place));
    replaceFile(`${file}.new`, file);
    return true;
  } catch {
    return false;
  }
}
