import { appendFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compiledEa, hasCompiler } from './compiled-ea.ts';
import { CutDesk, STEPS, type BridgedEnd, type Told } from './cut-story.ts';
import { patience } from '../time/pace.ts';

/** Stories in the suite; a longer run is made by hand with EA_CUT_STORIES. */
const STORIES = Number(process.env['EA_CUT_STORIES'] ?? 16);
/** Desks at the same time: nearly all of each is waiting. */
const AT_ONCE = Number(process.env['EA_CUT_DESKS'] ?? 16);
/** Stories of one desk, one after the other. */
const A_DESK = Number(process.env['EA_CUT_A_DESK'] ?? 1);
const FIRST_SEED = Number(process.env['EA_CUT_SEED'] ?? 1);
/** Where a long run says how far it is, and what went wrong. */
const LOG = process.env['EA_CUT_LOG'];
/** A story that takes so long waits for something that need not be waited for. */
const LONG_MS = 30_000;
const say = (text: string): void => {
  if (LOG !== undefined) appendFileSync(LOG, `${new Date().toISOString()} ${text}\n`);
};
const ENDS: readonly BridgedEnd[] = hasCompiler ? ['double', 'compiled'] : ['double'];

/** Tells so many stories, a desk's worth at a time, and says on the way how far it is. */
async function tellAll(): Promise<{
  readonly told: readonly Told[];
  readonly refused: readonly string[];
  readonly bare: Readonly<Record<string, number>>;
}> {
  if (hasCompiler) compiledEa();
  const told: Told[] = [];
  const refused: string[] = [];
  const bare: Record<string, number> = {};
  let seed = FIRST_SEED;
  let begun = 0;
  let heard = 0;
  let lost = 0;
  const desk = async (): Promise<void> => {
    while (begun < STORIES) {
      begun += A_DESK;
      const far = ENDS[seed % ENDS.length] ?? 'double';
      const hear = (one: Told): void => {
        heard += 1;
        if (one.faults.length > 0) say(JSON.stringify(one));
        if (heard % 25 === 0) say(`${heard} told`);
        if (one.vain.length > 0) say(`IN VAIN ${JSON.stringify(one)}`);
        else if (one.tookMs > LONG_MS) say(`${one.id} (${one.far}, ${one.kind}) took ${one.tookMs} ms: ${one.cuts.join('; ')}`);
      };
      const mine = seed++;
      const done = await new CutDesk(far, mine).tell(A_DESK, hear).catch((error: unknown) => {
        // In a long run on a busy machine a desk may not come up: it told no story. Twenty of them are no machine's fault.
        say(`a desk of seed ${mine} told nothing: ${String(error).slice(0, 2_000)}`);
        lost += 1;
        if (STORIES < 1_000 || lost > 20) throw error;
        return null;
      });
      if (done === null) {
        begun -= A_DESK;
        continue;
      }
      begun -= A_DESK - done.told.length;
      told.push(...done.told);
      refused.push(...done.refused);
      bare[far] = Math.max(bare[far] ?? 0, done.longestBareMs);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, desk));
  return { told, refused, bare };
}

const count = <T>(all: readonly T[], key: (one: T) => string): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(all, key)].map(([name, some]) => [name, some.length]));

describe('a line that breaks at any place, with either end besides', () => {
  test(
    `${STORIES} stories: never long without a stop, nothing traded twice, and the ledger is the terminal`,
    async () => {
      const { told, refused, bare } = await tellAll();
      const said = {
        stories: told.length,
        ends: count(told, ({ far }) => far),
        kinds: count(told, ({ kind }) => kind),
        states: count(told, ({ state }) => state ?? 'none'),
        cuts: count(
          told.flatMap(({ cuts }) => cuts),
          (cut) => cut.split(' at ')[0] ?? '',
        ),
        refused: count(refused, (why) => why.replace(/[\d.]+/g, 'N').slice(0, 90)),
        longestMsWithoutStop: bare,
      };
      say(JSON.stringify(said, null, 1));
      expect(told.filter(({ faults }) => faults.length > 0)).toEqual([]);
      expect(told.length).toBeGreaterThanOrEqual(STORIES);
      // They did what they are for: most of them were filled and ended, and each step was cut in some.
      expect((said.states['closed'] ?? 0) / told.length).toBeGreaterThan(0.5);
      expect(STEPS.filter((step) => !told.some(({ cuts }) => cuts.some((cut) => cut.startsWith(step))))).toEqual([]);
    },
    patience(36_000_000),
  );
});
