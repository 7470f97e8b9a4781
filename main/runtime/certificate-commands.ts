import type { HostDesk } from '#ports';
import type { Refusal, Reply, Request } from '#shared/ipc';
import { canonicalJson, err, messageOf, ok, type Result } from '#shared/lib';
import { certificateFile } from '#shared/projection';
import { keptFile, NO_HOST } from './kept-file.ts';
import type { Runtime } from './runtime.ts';

type Means = {
  readonly runtime: Pick<Runtime, 'cockpit'>;
  readonly hostDesk: HostDesk | null;
  readonly secrets: () => readonly string[];
  sign(text: string): string;
};
type Got = Result<Reply<'certificate.get'>, Refusal>;
type Saved = Result<Reply<'certificate.save'>, Refusal>;

/** Stop certificates: signed as they are at the moment, for reading and as a file. */
export function certificateHandlers(means: Means) {
  return {
    'certificate.get': ({ id }: Request<'certificate.get'>): Promise<Got> => Promise.resolve(certificateOf(means, id)),
    'certificate.save': ({ id }: Request<'certificate.save'>): Promise<Saved> => saved(means, id),
  };
}

function certificateOf({ runtime: { cockpit }, sign }: Means, id: string): Got {
  const certificate = cockpit.certificates.get(id);
  if (certificate === undefined) return err({ kind: 'refused', code: 'not_found', detail: `There is no stop certificate ${id}` });
  return ok({ certificate, signature: sign(canonicalJson(certificate)), mode: cockpit.mode });
}

async function saved(means: Means, id: string): Promise<Saved> {
  const found = certificateOf(means, id);
  if (!found.ok) return found;
  if (means.hostDesk === null) return err(NO_HOST);
  const { certificate, signature } = found.value;
  async function* text(): AsyncGenerator<string> {
    yield `${JSON.stringify(certificateFile(certificate, signature), null, 2)}\n`;
    await Promise.resolve();
  }
  try {
    return ok(await keptFile(means.hostDesk, `${id.replaceAll(/[^A-Za-z0-9-]/g, '-')}.json`, text(), means.secrets()));
  } catch (error) {
    return err({ kind: 'refused', code: 'setup_failed', detail: `The certificate could not be written: ${messageOf(error)}` });
  }
}
