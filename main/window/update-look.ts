import { messageOf } from '#shared/lib';
import type { CockpitService, Log } from '#ports';

const FIRST_MS = 60_000;
const DAY_MS = 86_400_000;
const ACTOR = 'trader:desktop';

type Parts = {
  readonly service: CockpitService;
  readonly log: Log;
  readonly after: (ms: number, act: () => void) => unknown;
  /** Which version is offered now; null: none. */
  readonly found: (version: string | null) => void;
};

/** Asks the feed a minute after the start and then once a day, where one is configured. What it finds is only told. */
export function lookDaily({ service, log, after, found }: Parts): void {
  let told: string | null = null;
  const look = async (): Promise<void> => {
    const known = await service.command('updates.view', {}, ACTOR);
    if (!known.ok || known.value.feed === null) return;
    const seen = known.value.state === 'idle' ? await service.command('updates.look', {}, ACTOR) : known;
    if (!seen.ok) {
      log.write('warn', 'no look for a newer version', { detail: seen.error.detail });
      return;
    }
    const { offered, word } = seen.value;
    const version = offered?.version ?? null;
    if (version !== told) log.write('info', 'looked for a newer version', { version, word });
    told = version;
    found(version);
  };
  const turn = (): void => {
    look()
      .catch((fault: unknown) => log.write('warn', 'no look for a newer version', { detail: messageOf(fault) }))
      .finally(() => after(DAY_MS, turn));
  };
  after(FIRST_MS, turn);
}
