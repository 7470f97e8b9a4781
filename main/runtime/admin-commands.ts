import type { ConfigFile } from '#ports';
import type { OperatorAction } from '#shared/events';
import type { CommandName, Refusal, Reply, Request } from '#shared/ipc';
import { err, ok, sha256Hex, type Result } from '#shared/lib';
import { openNow } from './open-now.ts';
import type { Runtime } from './runtime.ts';

type Act = (action: OperatorAction, actor: string) => Promise<Result<{ seq: number }, Refusal>>;
const DAY_MS = 86_400_000;

/** What the host gives to those who administrate; absent where it has it not. */
export type HostMeans = {
  /** 256 random bits as text. */
  readonly newSecret?: () => string;
  /** Where the next start reads its configuration. */
  readonly configFile?: ConfigFile;
  /** Ends the process in order. */
  readonly shutDown?: (why: string) => void;
};

/** Tokens for the HTTP API, and the end of the run. */
export const adminHandlers = (runtime: Runtime, act: Act, { newSecret, shutDown }: HostMeans) => ({
  'token.issue': async (
    { name, role, days }: Request<'token.issue'>,
    actor: string,
  ): Promise<Result<Reply<'token.issue'>, Refusal>> => {
    if (newSecret === undefined) return err({ kind: 'refused', code: 'no_setup', detail: 'This host cannot make tokens' });
    const { clock, ids } = runtime.options;
    const token = `mk_${newSecret()}`;
    const [id, expiresAt] = [ids.next('token'), Math.floor(clock.nowMs()) + days * DAY_MS];
    const issued = await act({ act: 'issue-token', id, name, role, hash: sha256Hex(token), expiresAt }, actor);
    return issued.ok ? ok({ ...issued.value, id, token, name, role, expiresAt }) : issued;
  },
  'token.revoke': ({ id }: Request<'token.revoke'>, actor: string) => act({ act: 'revoke-token', id }, actor),
  'system.shutdown': async (
    { reason }: Request<'system.shutdown'>,
    actor: string,
  ): Promise<Result<Reply<'system.shutdown'>, Refusal>> => {
    if (shutDown === undefined)
      return err({ kind: 'refused', code: 'no_shutdown', detail: 'This cockpit is ended where it was started' });
    const open = openNow(runtime);
    const noted = await act({ act: 'note-act', what: 'system.shutdown', detail: reason }, actor);
    // It ends also where the journal cannot be written: nothing else would help then.
    runtime.options.clock.soon(() => shutDown(`${actor}: ${reason}`));
    return ok({ seq: noted.ok ? noted.value.seq : runtime.cockpit.lastSeq, open });
  },
});

/** What is noted of a command that leaves no record by itself; null: it leaves one, or changes nothing. */
export function notedAct(name: CommandName, request: unknown): Extract<OperatorAction, { act: 'note-act' }> | null {
  switch (name) {
    case 'ea.install':
    case 'bridge.copy-token':
    case 'symbol.confirm':
    case 'door.trust':
      return { act: 'note-act', what: name, detail: wordsOf(request) };
    // Who saw a secret, and who tested which source: what was sent may hold a secret of its own.
    case 'source.secret':
    case 'source.test':
      return { act: 'note-act', what: name, detail: wordsOf({ id: (request as { readonly id: string }).id }) };
    // Their request may hold a secret.
    case 'channels.test':
    case 'channels.save':
      return { act: 'note-act', what: name, detail: '' };
    default:
      return null;
  }
}

const DETAIL_MAX = 500;
const wordsOf = (request: unknown): string =>
  Object.entries(request as Readonly<Record<string, unknown>>)
    .map(([key, value]) => `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')
    .slice(0, DETAIL_MAX);
