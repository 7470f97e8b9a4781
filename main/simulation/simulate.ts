import { hash } from 'node:crypto';
import type { Preset } from '#shared/rulebooks';
import { configOf, isLongLived } from './config.ts';
import { diceOf } from './dice.ts';
import { atRestFor, droppedFor, extraFor, levelsFor, requotesFor, strangeTimeFor, turnsFor } from './extra-steps.ts';
import type { FaultKind } from './fault-kinds.ts';
import { glance } from './mirror.ts';
import { checkBounds, quietEnd } from './quiet-end.ts';
import { pendingFor, pendingHandFor, pendingVenueFor } from './pending-steps.ts';
import { Sender } from './senders.ts';
import type { Participants } from './participants.ts';
import { pauseFor, stepFor } from './steps.ts';
import { Trader } from './trader.ts';
import type { Broken } from './witness/index.ts';
import { World } from './world.ts';

export type Plan = {
  readonly seed: number;
  readonly steps: number;
  readonly faults: ReadonlySet<FaultKind>;
  /** Steps in which nothing is done but wait. */ readonly skip?: ReadonlySet<number>;
  /** Whose rules hold; absent: those of the default preset. */ readonly preset?: Preset;
};
/** One line of the story: what was done when, and what the cockpit made of it. */
export type Scene = { readonly step: number; readonly at: number; readonly action: string; readonly effect: string };
export type Simulated = {
  readonly seed: number;
  readonly steps: number;
  readonly broken: Broken | null;
  /** The newest scenes, oldest first. */
  readonly timeline: readonly Scene[];
  readonly injected: Readonly<Record<string, number>>;
  readonly lives: number;
  readonly records: number;
  /** Turns the engine took, those of deciding again not counted. */
  readonly turns: number;
  /** Record types told, with how often each: what the story reached. */
  readonly reached: Readonly<Record<string, number>>;
  /** Covers every scene, the journal's chain, the broker's books and the window: equal hashes are equal stories. */
  readonly hash: string;
};

const TIMELINE_MAX = 40;
const WHOLE_CHECK_EVERY = 25;
const SEED_STREAM = -1;
const EXTRA_STREAM = -10_000_000;
const STRANGE_STREAM = -50_000_000;
const DROPPED_STREAM = -210_000_000;
const AT_REST_STREAM = -90_000_000;
const LEVELS_STREAM = -130_000_000;
const REQUOTES_STREAM = -170_000_000;
const PENDING_STREAM = -250_000_000;
const PENDING_VENUE_STREAM = -290_000_000;
const PENDING_HAND_STREAM = -330_000_000;
const TURNS_STREAM = -370_000_000;
const NONE: ReadonlySet<number> = new Set();

/** One seed's story, the same every time. */
export async function simulate(plan: Plan): Promise<Simulated> {
  // From inside a microtask, always: a tick asked for outside of one comes before promises, and the story would be another.
  await Promise.resolve();
  const { seed, steps } = plan;
  const mode = diceOf(seed, SEED_STREAM).pick(['confirm', 'veto', 'auto', 'auto'] as const);
  const world = new World(seed, configOf(seed, mode, plan.preset));
  const cast: Participants = { world, sender: new Sender(world), trader: new Trader(world) };
  const story = new Story(world);
  await world.restart();
  story.add(0, 'start', '');
  if (isLongLived(seed)) story.add(0, 'long life', await cast.sender.many());
  let taken = 0;
  for (let step = 1; step <= steps && world.witnesses.broken === null; step += 1) {
    taken = step;
    await takeStep(cast, plan, step, story);
    check(world, step);
  }
  if (world.witnesses.broken === null) {
    await quietEnd(cast);
    story.add(taken + 1, 'quiet end', '');
  }
  return {
    seed,
    steps: taken,
    broken: world.witnesses.broken,
    timeline: story.newest,
    injected: story.injected,
    lives: world.lives,
    records: world.records,
    turns: world.turns,
    reached: story.reached,
    hash: hash('sha256', `${story.hash}${world.disk.head}${world.standing()}`, 'hex'),
  };
}

async function takeStep(cast: Participants, { seed, faults, skip = NONE }: Plan, number: number, story: Story): Promise<void> {
  const { world } = cast;
  const dice = diceOf(seed, number);
  const step = stepFor(dice);
  const pause = pauseFor(dice);
  // Nobody trades on a dead cockpit: it is started again, at once or after a while.
  if (!world.life.alive || (!world.isSound && dice.hits(0.2))) {
    await world.advance(dice.pick([0, 1_000, 20_000, 120_000]));
    await world.restart();
    story.add(number, 'start again', `life ${world.lives}`);
  }
  if (!world.life.alive) return;
  if (skip.has(number)) {
    await world.advance(pause);
    story.add(number, 'wait', '');
    return;
  }
  if (!(await takeExtra(cast, { seed, faults }, number, story))) return;
  const isAllowed = step.fault === null || faults.has(step.fault);
  const effect = isAllowed ? await step.act(cast, dice) : '';
  if (isAllowed && step.fault !== null) story.inject(step.fault);
  await world.advance(pause);
  story.add(number, isAllowed ? step.name : 'wait', effect);
}

/** What comes before the step, if anything. False when the cockpit did not survive it. */
async function takeExtra(
  cast: Participants,
  { seed, faults }: Pick<Plan, 'seed' | 'faults'>,
  number: number,
  story: Story,
): Promise<boolean> {
  const extras = [
    [extraFor(diceOf(seed, EXTRA_STREAM - number)), EXTRA_STREAM],
    [strangeTimeFor(diceOf(seed, STRANGE_STREAM - number)), STRANGE_STREAM],
    [levelsFor(diceOf(seed, LEVELS_STREAM - number)), LEVELS_STREAM],
    [requotesFor(diceOf(seed, REQUOTES_STREAM - number)), REQUOTES_STREAM],
    [atRestFor(diceOf(seed, AT_REST_STREAM - number)), AT_REST_STREAM],
    [droppedFor(diceOf(seed, DROPPED_STREAM - number)), DROPPED_STREAM],
    [pendingFor(diceOf(seed, PENDING_STREAM - number)), PENDING_STREAM],
    [pendingVenueFor(diceOf(seed, PENDING_VENUE_STREAM - number)), PENDING_VENUE_STREAM],
    [pendingHandFor(diceOf(seed, PENDING_HAND_STREAM - number)), PENDING_HAND_STREAM],
    [turnsFor(diceOf(seed, TURNS_STREAM - number)), TURNS_STREAM],
  ] as const;
  for (const [extra, stream] of extras) {
    if (extra === null || extra.fault === null || !faults.has(extra.fault)) continue;
    const done = await extra.act(cast, diceOf(seed, stream * 2 - number));
    story.inject(extra.fault);
    story.add(number, extra.name, done);
    if (!cast.world.life.alive) return false;
  }
  return true;
}

function check(world: World, step: number): void {
  const { witnesses } = world;
  if (!world.isSound || witnesses.broken !== null) return;
  checkBounds(world);
  const isWhole = step % WHOLE_CHECK_EVERY === 0;
  const isSame = isWhole ? world.mirror.shows(world.cockpit) : world.mirror.glance() === glance(world.cockpit);
  if (!isSame) witnesses.fail('I9', 'The window does not show what the engine knows');
}

class Story {
  readonly injected: Record<string, number> = {};
  readonly reached: Record<string, number> = {};
  newest: Scene[] = [];
  hash = '';
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  inject(kind: FaultKind): void {
    this.injected[kind] = (this.injected[kind] ?? 0) + 1;
  }

  add(step: number, action: string, effect: string): void {
    const told = this.#world.told.splice(0);
    const counts = new Map<string, number>();
    for (const type of told) {
      counts.set(type, (counts.get(type) ?? 0) + 1);
      this.reached[type] = (this.reached[type] ?? 0) + 1;
    }
    const records = [...counts].map(([type, count]) => (count === 1 ? type : `${type} x${count}`)).join(', ');
    const scene = {
      step,
      at: this.#world.clock.nowMs(),
      action,
      effect: [effect, records].filter((part) => part !== '').join(' | '),
    };
    this.hash = hash('sha256', `${this.hash}${JSON.stringify(scene)}`, 'hex');
    this.newest.push(scene);
    if (this.newest.length > TIMELINE_MAX) this.newest.shift();
  }
}
