import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { badgeDigit, badgePixels, type BadgeGlyph } from '#main/window/badge-picture.ts';
import { isQuiet, mannerAt, type NoticeChoice } from '#main/window/notice-manner.ts';
import { noticeMenu } from '#main/window/notice-menu.ts';
import { ownSettings } from '#main/window/own-settings.ts';
import { taskbarBadge } from '#main/window/taskbar-badge.ts';
import { recorders } from './recorders.ts';

const CHOSEN: NoticeChoice = { sound: 'both', quiet: '22-7', aloudWhileOpen: true };
const LOUD = { toastSounds: true, beeps: true };
const HUSHED = { toastSounds: false, beeps: false };

describe('how loud a notification is', () => {
  test('quiet hours go over midnight, to the hour', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => hour);
    expect(hours.filter((hour) => isQuiet('22-7', hour))).toEqual([0, 1, 2, 3, 4, 5, 6, 22, 23]);
    expect(hours.filter((hour) => isQuiet('never', hour))).toEqual([]);
  });

  test('in quiet hours nothing sounds, unless a position is open or nobody knows yet', () => {
    const at = (hour: number, positions: number | null) => mannerAt(CHOSEN, hour, positions);
    expect([at(12, 0), at(3, 0), at(3, 1), at(3, null)]).toEqual([LOUD, HUSHED, LOUD, LOUD]);
    expect([1, null].map((positions) => mannerAt({ ...CHOSEN, aloudWhileOpen: false }, 3, positions))).toEqual([HUSHED, HUSHED]);
  });

  test('an open position makes nothing louder than chosen', () => {
    expect([mannerAt({ ...CHOSEN, sound: 'none' }, 3, 1), mannerAt({ ...CHOSEN, sound: 'toast' }, 12, 0)]).toEqual([
      HUSHED,
      { toastSounds: true, beeps: false },
    ]);
  });
});

describe('the choice', () => {
  const folder = (): string => {
    const dir = mkdtempSync(join(tmpdir(), 'notices-'));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    return dir;
  };

  test('is loud at all hours until it is made, outlives a restart, and leaves what else was chosen', () => {
    const dir = folder();
    const first = ownSettings(dir, recorders().log);
    expect(first.notices()).toEqual({ sound: 'both', quiet: 'never', aloudWhileOpen: true });
    first.chooseKeepAwake('open');
    expect(first.chooseNotices({ sound: 'none', aloudWhileOpen: false })).toBeNull();
    const again = ownSettings(dir, recorders().log);
    expect([again.notices(), again.keepAwake()]).toEqual([{ sound: 'none', quiet: 'never', aloudWhileOpen: false }, 'open']);
  });

  test('of an older version, or one that nobody offers, is the usual one', () => {
    const dir = folder();
    writeFileSync(join(dir, 'desktop.json'), JSON.stringify({ keepAwake: 'never', sound: 'trumpet', quiet: 7 }));
    const own = ownSettings(dir, recorders().log);
    expect([own.keepAwake(), own.notices()]).toEqual(['never', { sound: 'both', quiet: 'never', aloudWhileOpen: true }]);
  });

  test('stands in the tray, and is made there', () => {
    const made: unknown[] = [];
    const menu = noticeMenu({ now: () => CHOSEN, choose: (change) => made.push(change), attempt: () => made.push('tried') });
    const items = menu.submenu as { id?: string; checked?: boolean; click?: () => void }[];
    expect(items.filter(({ checked }) => checked).map(({ id }) => id)).toEqual(['sound-both', 'quiet-22-7', 'quiet-open']);
    for (const id of ['sound-toast', 'quiet-never', 'quiet-open', 'sound-try']) items.find((item) => item.id === id)?.click?.();
    expect(made).toEqual([{ sound: 'toast' }, { quiet: 'never' }, { aloudWhileOpen: false }, 'tried']);
  });
});

describe('the badge in the taskbar', () => {
  function made(draw?: () => never) {
    const drawn: string[] = [];
    let isLookedAt = false;
    const { log, lines } = recorders();
    const badge = taskbarBadge(
      { draw: draw ?? ((glyph, words) => void drawn.push(`${glyph ?? 'none'}: ${words}`)), isLookedAt: () => isLookedAt },
      log,
    );
    return { badge, drawn, lines, look: (now: boolean) => void (isLookedAt = now) };
  }

  test('counts what was not seen, then says whether trading is halted', () => {
    const { badge, drawn, look } = made();
    badge.update({ trading: 'halted' });
    badge.counted();
    badge.counted();
    badge.update({ trading: 'halted' });
    badge.seen();
    look(true);
    badge.counted();
    badge.update({ trading: 'reducing' });
    expect(drawn).toEqual([
      'halted: Trading is halted',
      '1: 1 notification is not seen',
      '2: 2 notifications are not seen',
      'halted: Trading is halted',
      'none: ',
    ]);
  });

  test('that cannot be drawn is in the log, and stops nothing', () => {
    const { badge, lines } = made(() => {
      throw new Error('no taskbar');
    });
    badge.counted();
    expect(lines).toEqual([['warn', 'the badge in the taskbar cannot be drawn']]);
  });

  test('is a red disc with a white sign in the middle, clear in its corners, and each sign is another', () => {
    expect([1, 9, 10, 500].map(badgeDigit)).toEqual(['1', '9', '+', '+']);
    const glyphs: BadgeGlyph[] = ['halted', '1', '2', '3', '4', '5', '6', '7', '8', '9', '+'];
    for (const size of [16, 32]) {
      const pictures = glyphs.map((glyph) => badgePixels(glyph, size));
      expect(new Set(pictures.map((each) => each.toString('hex'))).size).toBe(glyphs.length);
      const [halted = Buffer.alloc(0)] = pictures;
      const at = (x: number, y: number) => [...halted.subarray((y * size + x) * 4, (y * size + x) * 4 + 4)];
      expect([halted.length, at(0, 0), at(size - 1, size - 1), at(1, size / 2), at(size / 2, size / 2)]).toEqual([
        size * size * 4,
        ...[
          [0, 0, 0, 0],
          [0, 0, 0, 0],
        ],
        [0x2f, 0x2f, 0xd3, 0xff],
        [0xff, 0xff, 0xff, 0xff],
      ]);
    }
  });
});
