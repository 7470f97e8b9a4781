import type { Config } from '#shared/config';
import type { ReadonlyCockpit } from '#shared/projection';
import type { Clock } from '#ports';
import type { PaperTerminal } from '../adapters/paper-broker/index.ts';
import type { PcClock } from './incarnation.ts';
import type { Reach } from './reach.ts';
import type { WireEvents } from './wire.ts';
import { Witnesses } from './witness/index.ts';

/** What is needed of a world. */
type Watchable = {
  readonly clock: Clock;
  readonly pc: PcClock;
  readonly broker: PaperTerminal;
  readonly reach: Reach;
  readonly disk: { readonly failed: boolean };
  readonly runtime: { readonly ready: boolean; readonly options: { readonly clock: Pick<Clock, 'nowMs'> } };
  readonly cockpit: ReadonlyCockpit;
  readonly isSound: boolean;
};

/** The witnesses of a world: what they look at, and nothing of the engine's own. */
export function witnessesOf(world: Watchable, config: Config, refreshMs: number): Witnesses {
  const witnesses = new Witnesses({
    broker: world.broker,
    config,
    refreshMs,
    nowMs: () => world.clock.nowMs(),
    clock: () => ({
      offsetMs: world.pc.offsetMs,
      shownMs: world.runtime.options.clock.nowMs(),
      isTold: [...world.cockpit.alarms.values()].some(
        ({ alarm, state }) => alarm.kind === 'clock_unconfirmed' && state === 'active',
      ),
    }),
    cockpit: () => world.cockpit,
    isDiskSound: () => !world.disk.failed,
    isAware: () => isAware(world),
  });
  world.reach.onLink(() => {
    witnesses.linkMoved();
  });
  return witnesses;
}

/** The cockpit lives, is started and has a terminal that it can see and is willing to look at. */
function isAware({ isSound, runtime, cockpit, reach, broker }: Watchable): boolean {
  if (!isSound || !runtime.ready || reach.isCut || reach.isBlind || broker.link().state !== 'up') return false;
  return (cockpit.breakers.get('terminal/read')?.state ?? 'CLOSED') === 'CLOSED';
}

/** What the witnesses hear of the line to the broker. */
export const wireEvents = (witnesses: Witnesses): WireEvents => ({
  sending: (request, untilMs) => {
    witnesses.sending(request, untilMs);
  },
  settled: (clientOrderId, outcome) => {
    witnesses.settled(clientOrderId, outcome);
  },
  shown: (snapshot) => {
    witnesses.shown(snapshot);
  },
  looked: (look) => {
    witnesses.looked(look);
  },
});
