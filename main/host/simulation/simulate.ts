import { hash } from 'node:crypto';
import { diceOf } from './dice.ts';
import type { FaultKind } from './fault-kinds.ts';
import { glance } from './mirror.ts';
import { checkBounds, quietEnd } from './quiet-end.ts';
import { Sender } from './senders.ts';
import type { Cast } from './cast.ts';
import { pauseFor, stepFor } from './steps.ts';
import { Trader } from './trader.ts';
import type { Broken } from './watcher.ts';
import { World } from './world.ts';

export type Plan = { readonly seed: number; readonly steps: number; readonly faults: ReadonlySet<FaultKind> };
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
  /** Covers every scene and the journal's chain: equal hashes are equal stories. */
  readonly hash: string;
};

const TIMELINE_MAX = 40;
const WHOLE_CHECK_EVERY = 25;
const SEED_STREAM = -1;

/** One seed's story, the same every time. */
export async function simulate({ seed, steps, faults }: Plan): Promise<Simulated> {
  const world = new World(seed, diceOf(seed, SEED_STREAM).pick(['confirm', 'veto', 'auto', 'auto']));
  const cast: Cast = { world, sender: new Sender(world), trader: new Trader(world) };
  const story = new Story(world);
  await world.restart();
  story.add(0, 'start', '');
  let taken = 0;
  for (let step = 1; step <= steps && world.watcher.broken === null; step += 1) {
    taken = step;
    await takeStep(cast, { seed, steps, faults }, step, story);
    check(world, step);
  }
  if (world.watcher.broken === null) {
    await quietEnd(cast);
    story.add(taken + 1, 'quiet end', '');
  }
  return {
    seed,
    steps: taken,
    broken: world.watcher.broken,
    timeline: story.newest,
    injected: story.injected,
    lives: world.lives,
    records: world.records,
    turns: world.turns,
    reached: story.reached,
    hash: hash('sha256', `${story.hash}${world.disk.head}`, 'hex'),
  };
}

async function takeStep(cast: Cast, { seed, faults }: Plan, number: number, story: Story): Promise<void> {
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
  const isAllowed = step.fault === null || faults.has(step.fault);
  const effect = isAllowed ? await step.act(cast, dice) : '';
  if (isAllowed && step.fault !== null) story.inject(step.fault);
  await world.advance(pause);
  story.add(number, isAllowed ? step.name : 'wait', effect);
}

function check(world: World, step: number): void {
  const { watcher } = world;
  if (!world.isSound || watcher.broken !== null) return;
  checkBounds(world);
  const isWhole = step % WHOLE_CHECK_EVERY === 0;
  const isSame = isWhole ? world.mirror.shows(world.cockpit) : world.mirror.glance() === glance(world.cockpit);
  if (!isSame) watcher.fail('I9', 'The window does not show what the engine knows');
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
