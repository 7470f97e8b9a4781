import { shrink } from './shrink.ts';
import type { Plan, Simulated } from './simulate.ts';
import type { BrokenRun } from './run-seeds.ts';
import { commandOf, failureText } from './text.ts';

/** Where a failure is printed and how long a smaller story is looked for. */
export type FailureReport = {
  /** One object at the end instead of text as it comes. */
  readonly json: boolean;
  /** 0: no smaller story is looked for. */
  readonly shrinkSeconds: number;
  readonly print: (text: string) => void;
  readonly note: (text: string) => void;
  /** Milliseconds of a clock that only moves forward. */
  readonly now: () => number;
  readonly smallerOf?: (plan: Plan, story: Simulated, isOver: () => boolean) => Promise<Plan>;
};

/** Prints a failure before it looks for a smaller story, which may take long. */
export async function reportFailure({ story, plan }: BrokenRun, report: FailureReport): Promise<void> {
  const { json, shrinkSeconds, print, note, now, smallerOf = shrink } = report;
  if (!json) print(failureText(story, plan));
  let smaller: string | null = null;
  if (shrinkSeconds > 0) {
    note(`Looking for a smaller story, for at most ${shrinkSeconds} s; Ctrl+C ends it ...`);
    const until = now() + shrinkSeconds * 1_000;
    smaller = commandOf(await smallerOf(plan, story, () => now() >= until));
  }
  if (json) print(JSON.stringify({ ok: false, ...story, again: commandOf(plan), smaller }));
  else if (smaller !== null) print(`Smaller: ${smaller}`);
}
