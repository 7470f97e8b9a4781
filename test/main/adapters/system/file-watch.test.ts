import { describe, expect, it } from 'vitest';
import { fileWatch, virtualClock } from '#main/adapters/system/index.ts';
import { openFilesMax } from '#main/adapters/system/open-files.ts';

function watched(max: number | null = 60) {
  const clock = virtualClock(0);
  const told: (string | null)[] = [];
  const next = { fault: null as string | null, opened: 0 };
  const watch = fileWatch({
    clock,
    max,
    tell: (problem) => void told.push(problem),
    open: () => {
      next.opened += 1;
      if (next.fault !== null) throw Object.assign(new Error('no'), { code: next.fault });
    },
  });
  return { clock, told, next, watch };
}

describe('when nothing more can be opened', () => {
  it.each(['EMFILE', 'ENFILE'])('it is told once (%s), with the number and what to do, and once when it is over', (code) => {
    const { clock, told, next, watch } = watched();
    clock.advanceBy(10_000);
    expect([told, watch.problem()]).toEqual([[], null]);
    next.fault = code;
    clock.advanceBy(10_000);
    expect(told).toEqual([
      '60 files and connections are open, as many as the system allows: new connections are turned away. End other programs, or raise the limit (ulimit -n) and restart.',
    ]);
    expect(watch.problem()).toBe(told[0]);
    next.fault = null;
    clock.advanceBy(2_000);
    expect([told.length, told[1], watch.problem()]).toEqual([2, null, null]);
  });

  it('is told without a number where none is known', () => {
    const { clock, told, next } = watched(null);
    next.fault = 'EMFILE';
    clock.advanceBy(2_000);
    expect(told[0]).toMatch(/^As many files and connections are open as the system allows: /);
  });

  it('is not told of other faults', () => {
    const { clock, told, next } = watched();
    next.fault = 'EACCES';
    clock.advanceBy(10_000);
    expect(told).toEqual([]);
  });

  it('is not looked for after the end', () => {
    const { clock, next, watch } = watched();
    watch.stop();
    const before = next.opened;
    clock.advanceBy(60_000);
    expect(next.opened).toBe(before);
  });
});

it('opens something for real', () => {
  const told: unknown[] = [];
  const watch = fileWatch({ clock: virtualClock(0), max: null, tell: (problem) => void told.push(problem) });
  expect([watch.problem(), told]).toEqual([null, []]);
});

it('knows how many files may be open, where there is a limit', () => {
  const max = openFilesMax();
  if (process.platform === 'win32') expect(max).toBeNull();
  else expect(max).toBeGreaterThan(10);
});
