import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isReachable, recallPlacement, rememberPlacement } from '#main/window/placement.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1040 };
const left = { x: -1280, y: 0, width: 1280, height: 1000 };
const place = { x: 100, y: 50, width: 1200, height: 800, maximized: false };
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'place-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  [place, [screen], true],
  [{ ...place, x: 1850 }, [screen], false],
  [{ ...place, x: -1150 }, [screen], false],
  [{ ...place, x: -1150 }, [screen, left], true],
  [{ ...place, y: -30 }, [screen], false],
  [{ ...place, y: 1000 }, [screen], false],
  [place, [], false],
])('reachable %#', (area, screens, reachable) => expect(isReachable(area, screens)).toBe(reachable));

test('is remembered, unless its screen has gone', () => {
  expect(recallPlacement(folder, [screen])).toBeUndefined();
  expect(rememberPlacement(folder, { ...place, x: -1200 })).toBe(true);
  expect(recallPlacement(folder, [screen, left])).toEqual({ ...place, x: -1200 });
  expect(recallPlacement(folder, [screen])).toBeUndefined();
});

test.each(['', '{', '{}', '{"x":1e9}', 'null', JSON.stringify({ ...place, width: 3 })])('%j is as good as nothing', (text) => {
  writeFileSync(join(folder, 'window.json'), text);
  expect(recallPlacement(folder, [screen])).toBeUndefined();
});

test('a folder that cannot be written is not an error', () => expect(rememberPlacement(join(folder, 'none'), place)).toBe(false));
