import type { SignalLife } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';

type Life = Pick<SignalLife, 'signal' | 'receivedAt'>;

/** True while an exit of the same source and symbol that came before the entry is not over: what is left is left first. */
export const isExitUnderWay = ({ cockpit }: ReadonlyEngine, entry: Life): boolean =>
  [...cockpit.exits].some((signalId) => {
    const exit = cockpit.signals.get(signalId);
    return exit !== undefined && isBefore(exit, entry);
  });

/** Entries that wait for this exit, which is over. */
export const waitingFor = ({ cockpit }: ReadonlyEngine, exit: Life): readonly SignalLife[] =>
  [...cockpit.signals.values()].filter(
    (life) => life.state === 'received' && life.signal.kind === 'entry' && isBefore(exit, life),
  );

const isBefore = (exit: Life, entry: Life): boolean =>
  exit.signal.symbol === entry.signal.symbol && exit.signal.source === entry.signal.source && exit.receivedAt <= entry.receivedAt;
