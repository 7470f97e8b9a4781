import { uptime } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { Clock } from '#ports';
import { EvidentTime } from './time-keeper.ts';

/** Node's timers fire at once when the delay does not fit 31 bits, so longer ones are waited for in parts. */
const LONGEST_MS = 2_147_483_647;

type SystemClockOptions = { readonly unref?: boolean; readonly notBeforeMs?: number };

/** The machine's time. With `unref` a pending timer does not keep the process alive; earlier than `notBeforeMs` (UTC ms) it is wrong. */
export function systemClock({ unref = false, notBeforeMs = -Infinity }: SystemClockOptions = {}): Clock {
  const after = (delayMs: number, act: () => void): (() => void) => {
    let timer: NodeJS.Timeout;
    const wait = (leftMs: number): void => {
      const part = Math.min(leftMs, LONGEST_MS);
      timer = setTimeout(() => (leftMs > part ? wait(leftMs - part) : act()), part);
      if (unref) timer.unref();
    };
    wait(Math.max(delayMs, 0));
    return () => clearTimeout(timer);
  };
  const wallMs = (): number => Date.now();
  const monoMs = (): number => performance.now();
  const keeper = new EvidentTime({ wall: wallMs, mono: monoMs, up: () => uptime() * 1_000 }, notBeforeMs);
  return { nowMs: keeper.now, wallMs, monoMs, keeper, after, soon: (act) => void setImmediate(act) };
}
