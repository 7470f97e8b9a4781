import { sourceNamed, type Source } from '#shared/domain';
import type { DoorTest, Refusal, Reply, Request } from '#shared/ipc';
import { err, messageOf, ok, type Result } from '#shared/lib';
import type { OwnDoor } from '#ports';
import type { ReadonlyCockpit } from '#shared/projection';
import type { RuntimeOptions } from '../options.ts';
import { sampleOf } from './sample.ts';
import { addressOf } from './source-view.ts';

/** What looks through the folders of sources, as far as a test needs it. */
type FolderWatch = { test(source: Source & { readonly folder: string }, body: string): Promise<DoorTest> };

/** The ways in that a test may take; null: this one is not open. */
export type TestedWays = { readonly door: () => OwnDoor | null; readonly drops: () => FolderWatch | null };
type Seen = { readonly cockpit: ReadonlyCockpit; readonly options: Pick<RuntimeOptions, 'terminal' | 'clock'> };

const refused = (code: Refusal['code'], detail: string): { ok: false; error: Refusal } => err({ kind: 'refused', code, detail });

/** A delivery by the way that a source's sender takes: through the real door, or as a file in its folder. Without one, it is written. */
export async function testSource(
  { runtime, door, drops }: TestedWays & { readonly runtime: Seen },
  { id, address, body }: Request<'source.test'>,
): Promise<Result<Reply<'source.test'>, Refusal>> {
  const source = sourceNamed(runtime.cockpit.sources, id);
  if (source === null) return refused('unknown_source', `There is no source ${id}`);
  const [own, watch, ways] = [door(), drops(), addressOf(source)];
  const { folder } = source;
  if (folder !== null && address !== null) return refused('no_setup', `${id} has a folder and no address: leave the address out`);
  const way = ways?.isSigned === true ? 'webhook' : 'tradingview';
  const send =
    folder !== null && watch !== null
      ? (sent: string) => watch.test({ ...source, folder }, sent)
      : ways !== null && own !== null
        ? (sent: string) => own.test({ way, source: id, address, body: sent })
        : null;
  if (send === null) return refused('no_setup', `${id} has no address and no folder that a test could be sent to`);
  const sent = body ?? sampleOf(runtime, source);
  if (sent === null) return refused('no_price', 'There is no quote to write a test with: send a body of your own');
  try {
    return ok({ test: await send(sent), body: sent });
  } catch (error) {
    return refused('setup_failed', messageOf(error));
  }
}
