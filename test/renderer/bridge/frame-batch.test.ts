import { describe, expect, it } from 'vitest';
import { createFrameBatch, createFrameSchedule, WAITING_MAX } from '#renderer/bridge/index.ts';

function batch() {
  const frames: (() => void)[] = [];
  const handed: number[][] = [];
  let overflows = 0;
  const made = createFrameBatch<number>({
    flush: (items) => handed.push([...items]),
    overflow: () => {
      overflows += 1;
    },
    schedule: (run) => frames.push(run),
  });
  const paint = (): void => frames.splice(0).forEach((run) => run());
  return { ...made, handed, frames, paint, overflows: () => overflows };
}

const many = (count: number, from = 0): number[] => Array.from({ length: count }, (_, i) => from + i);

describe('frame batch', () => {
  it('hands over once per frame, in order, whatever came', () => {
    const { add, paint, handed, frames } = batch();
    add([1]);
    add([2, 3]);
    add([]);
    expect(frames).toHaveLength(1);
    paint();
    add([4]);
    paint();
    paint();
    expect(handed).toEqual([[1, 2, 3], [4]]);
  });

  it('never holds more than its bound while no frame is painted, and asks for a resync', () => {
    const { add, paint, handed, overflows } = batch();
    add(many(WAITING_MAX));
    expect(overflows()).toBe(0);
    add([1]);
    expect(overflows()).toBe(1);
    for (let i = 0; i < 10; i += 1) add(many(500));
    paint();
    expect(overflows()).toBeGreaterThan(1);
    expect(handed.flat().length).toBeLessThanOrEqual(WAITING_MAX);
  });

  it('drops an oversized push at once', () => {
    const { add, paint, handed, overflows } = batch();
    add(many(WAITING_MAX + 1));
    paint();
    expect([overflows(), handed]).toEqual([1, []]);
  });
});

describe('frame schedule', () => {
  it('runs by the timer when the window paints nothing, and only once when both come', () => {
    const timers: (() => void)[] = [];
    const frames: (() => void)[] = [];
    const schedule = createFrameSchedule({ frame: (run) => frames.push(run), timer: (run) => timers.push(run) });
    let runs = 0;
    schedule(() => (runs += 1));
    timers.forEach((run) => run());
    frames.forEach((run) => run());
    expect(runs).toBe(1);
  });
});
