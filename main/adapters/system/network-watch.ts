import { networkInterfaces } from 'node:os';
import type { Clock } from '#ports';

const EVERY_MS = 5_000;
const NAMED_MAX = 6;

/** The addresses that this PC has on networks, sorted; empty: it is on none. Those of IPv6 change by themselves and are left out. */
function addressesNow(): readonly string[] {
  const all = Object.entries(networkInterfaces()).flatMap(([name, list = []]) =>
    list.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => `${name} ${address}`),
  );
  return all.sort();
}

const networkText = (addresses: readonly string[]): string =>
  addresses.length === 0
    ? 'no network'
    : `${addresses.slice(0, NAMED_MAX).join(', ')}${addresses.length > NAMED_MAX ? ', ...' : ''}`;

/** Looks every five seconds whether the PC's networks are others, and tells which there are then. */
export function networkWatch({
  clock,
  tell,
  look = addressesNow,
}: {
  readonly clock: Pick<Clock, 'after'>;
  tell(text: string): void;
  look?(): readonly string[];
}): { stop(): void } {
  let known = networkText(look());
  let end: () => void = () => undefined;
  const again = (): void => {
    const now = networkText(look());
    if (now !== known) tell(now);
    known = now;
    end = clock.after(EVERY_MS, again);
  };
  end = clock.after(EVERY_MS, again);
  return { stop: () => end() };
}
