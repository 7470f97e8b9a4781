import { describe, expect, it } from 'vitest';
import { partialMove } from '#engine/management/parts.ts';
import type { Sight } from '#engine/management/sight.ts';

type PlanMove = Sight['plan']['moves'][number];

const NOW = Date.parse('2026-03-04T12:00:00Z');
const part = (lots: number, of: number, step = '1', at = NOW - 1_000): PlanMove =>
  ({ at, rule: 'partial', step, lots, of, stop: null, text: '' }) as unknown as PlanMove;

/** Half at 1 R and a quarter at 2 R, of a position that was planned with so many lots and has so many now. */
function next(planned: number, now: number, gainR: number, ...moves: readonly PlanMove[]): number | null {
  return seen({ planned, now, known: now, gainR }, ...moves);
}

/** The terminal has `now` lots, the ledger knows of `known`. */
function seen(
  { planned, now, known, gainR }: Record<'planned' | 'now' | 'known' | 'gainR', number>,
  ...moves: readonly PlanMove[]
): number | null {
  const rules = { partials: [{ atR: 1, percent: 50 }, { atR: 2, percent: 25 }] }; // prettier-ignore
  const sight = {
    ...{ plan: { rules, lots: planned, moves }, position: { volume: now }, gainR, nowMs: NOW },
    held: { position: { volume: known } },
    spec: { volumeMin: 0.01, volumeStep: 0.01 },
  };
  const move = partialMove(sight as unknown as Sight);
  return move?.kind === 'close' ? move.lots : null;
}

describe('a part is a share of all the lots that a position ever had', () => {
  it('of those it was planned with', () => {
    expect([next(1, 1, 1), next(1, 0.5, 2, part(0.5, 1))]).toEqual([0.5, 0.25]);
  });

  it('of more, where the rest of its waiting order was filled before the first part', () => {
    expect(next(0.4, 1, 1)).toBe(0.5);
  });

  it('of more, also for the parts after it', () => {
    expect(next(0.4, 0.5, 2, part(0.5, 1))).toBe(0.25);
  });

  it('and of none before the ledger knows of all that the terminal has', () => {
    expect(seen({ planned: 0.4, now: 1, known: 0.4, gainR: 1 })).toBeNull();
    expect(seen({ planned: 0.4, now: 1, known: 1, gainR: 1 })).toBe(0.5);
    // What the ledger has yet to take off is no reason to wait.
    expect(seen({ planned: 1, now: 0.5, known: 1, gainR: 2 }, part(0.5, 1))).toBe(0.25);
  });

  it('of what is known, where more came after a part', () => {
    // 0.2 of 0.4 were closed, then 0.6 came.
    const first = part(0.2, 0.4, '1', NOW - 10_000);
    expect(next(0.4, 0.8, 1, first)).toBe(0.2);
    expect(next(0.4, 0.6, 2, first, part(0.2, 0.8))).toBe(0.2);
  });

  it.each([1_000, 60_000])('and of no more because looks of the last %i ms do not show what was closed', (ms) => {
    const at = NOW - ms;
    expect(next(0.4, 0.4, 1, part(0.2, 0.4, '1', at))).toBeNull();
    expect(next(1, 0.5, 2, part(0.5, 1, '1', at), part(0.25, 0.5, '2', at))).toBeNull();
    // The ledger, too, may follow by a look.
    expect(next(1, 0.5, 2, part(0.5, 1, '1', at), part(0.25, 1, '2', at))).toBeNull();
    // By hand 0.3 of a lot went meanwhile: that alone does not show the part.
    expect(next(1, 0.7, 1, part(0.5, 1, '1', at))).toBeNull();
  });
});
