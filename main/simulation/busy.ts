import type { Participants } from './participants.ts';
import type { Dice } from './dice.ts';
import type { World } from './world.ts';

/** Turns that the engine takes between two commits: what comes behind so many of them waits for the next. */
const TURNS_TOGETHER = 64;
/** An order that is not answered is in doubt by then. */
const DOUBT_MS = 12_000;
const CARDS = 2;
const TRIES = 4;

/**
 * The engine is held up at the worst moment: one order is in doubt and its recovery is about to halt trading, a click on
 * another card is carried out, and both fall into one commit. Where that cannot be had, only the clicks and a timer do.
 */
export async function busy({ world, sender, trader }: Participants, dice: Dice): Promise<string> {
  await trader.approvals('confirm');
  for (let tries = 0; tries < TRIES && cardsOf(world).length < CARDS; tries += 1) await sender.good(dice);
  const [first, second] = cardsOf(world);
  if (first === undefined) return 'no card';
  if (second === undefined) return crowd(world, first);
  world.reach.faults.unshift({ kind: 'never' });
  void world.service.command('signal.approve', first, 'trader:window');
  await world.settle();
  world.reach.isMute = true;
  for (let ms = 0; ms < DOUBT_MS && inDoubt(world) === undefined && world.life.alive; ms += 500) await world.advance(500);
  const doubt = inDoubt(world);
  const left = doubt === undefined ? 0 : doubt.dueAt - 1 - world.runtime.options.clock.nowMs();
  if (left > 0 && world.life.alive) await world.advance(left);
  const done = world.life.alive ? await crowd(world, second) : 'interrupted';
  world.reach.isMute = false;
  return doubt === undefined ? done : `${done}, with ${doubt.subject} in doubt`;
}

/** Fills one commit so that what the click leads to shares the next one with a timer. */
async function crowd(world: World, card: { readonly signalId: string; readonly digest: string }): Promise<string> {
  const { runtime, service, clock, life } = world;
  for (let filled = 1; filled < TURNS_TOGETHER; filled += 1)
    runtime.loop.post('critical', {
      actor: 'flood',
      correlationId: 'flood',
      causationId: null,
      make: () => ({ type: 'time.reached', payload: { facts: null, recentDeals: null } }),
    });
  void service.command('signal.approve', card, 'trader:window');
  clock.soon(() => {
    clock.spend(2);
    if (life.alive) runtime.beat();
  });
  await world.settle();
  return `${card.signalId} clicked in a crowd`;
}

const cardsOf = ({ cockpit }: World) => [...cockpit.pending.values()].map(({ signalId, digest }) => ({ signalId, digest }));
const inDoubt = ({ cockpit }: World) => [...cockpit.recoveries.values()].find(({ kind }) => kind === 'order_unknown');
