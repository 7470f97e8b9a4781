import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '#shared/config';
import type { Clock, DeliveryStore, HostDesk, Ids, LogBook, Mt5Setup, OwnDoor, Secrets, SourceBook, SourceKeys } from '#ports';
import { openDeliveries } from '../adapters/deliveries/index.ts';
import {
  RuntimeService,
  type DropWatch,
  type NotifyDesk,
  type NotifySettings,
  type Rehearsal,
  type Runtime,
} from '../runtime/index.ts';
import { hostMeans } from './begin-and-end.ts';
import { pcDesks } from './host-desk.ts';
import type { Machine } from './machine.ts';
import { notifyDesk, notifyOf } from './notify.ts';
import type { CockpitOptions } from './options.ts';
import type { ChosenTerminal } from './terminal.ts';

/** What the desk needs of this host. */
type Own = {
  readonly setup: Mt5Setup;
  readonly hostDesk: HostDesk;
  readonly notify: NotifySettings | null;
  readonly channels: NotifyDesk;
  readonly logBook: LogBook | null;
  readonly deliveries: DeliveryStore;
  readonly book: SourceBook;
  readonly keys: SourceKeys;
  readonly secrets: () => readonly string[];
  readonly door: () => OwnDoor | null;
  readonly drops: () => DropWatch | null;
};

/** The service that every door leads to. */
export const deskOf = (
  runtime: Runtime,
  machine: Machine,
  { journalKey }: Secrets,
  rehearsal: Rehearsal | null,
  own: Own,
): RuntimeService =>
  new RuntimeService({
    runtime,
    loopLag: () => machine.lag.read(),
    strain: () => machine.strain(),
    rehearsal,
    ...own,
    sign: (text) => createHmac('sha256', journalKey).update(text).digest('hex'),
  });

type Around = {
  readonly config: Config;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly chosen: ChosenTerminal;
  readonly book: SourceBook;
  readonly keys: SourceKeys;
  readonly door: Own['door'];
  readonly drops: Own['drops'];
};

/** This host's part of the desk. Throws StartFault where a file of the data folder cannot be used. */
export function ownOf(options: CockpitOptions, { config, clock, ids, chosen, ...own }: Around) {
  const { dataDir, secrets, log } = options;
  return {
    ...pcDesks(options, config, { clock, ids, bridge: chosen.bridge }),
    notify: notifyOf(dataDir),
    channels: notifyDesk(dataDir),
    logBook: options.logBook ?? null,
    deliveries: openDeliveries({ file: join(dataDir, 'deliveries.db'), clock, log }),
    secrets: () => [...Object.values(secrets), ...own.keys.values()],
    ...hostMeans(options),
    ...own,
  };
}
