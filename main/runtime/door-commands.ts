import type { OwnDoor } from '#ports';
import type { Refusal, Request } from '#shared/ipc';
import { err, messageOf, ok, type Result } from '#shared/lib';

/** What a trader does to connect a sender. `door` is null until it listens, and where there is none. */
export const doorHandlers = (door: () => OwnDoor | null) => ({
  'door.view': () =>
    atDoor(door, async (own) => {
      const { http, trustedProxies } = own.view();
      return { http, trustedProxies: [...trustedProxies] };
    }),
  'door.secret': ({ way }: Request<'door.secret'>) => atDoor(door, async (own) => ({ secret: own.secret(way) })),
  'door.test': (ask: Request<'door.test'>) => atDoor(door, async (own) => ({ test: await own.test(ask) })),
  'door.trust': ({ proxy }: Request<'door.trust'>) => atDoor(door, async (own) => ({ problem: own.trust(proxy) })),
  'text.copy': ({ text }: Request<'text.copy'>) => atDoor(door, (own) => own.copy(text).then(() => ({}))),
});

async function atDoor<T>(door: () => OwnDoor | null, act: (own: OwnDoor) => Promise<T>): Promise<Result<T, Refusal>> {
  const own = door();
  if (own === null) return err({ kind: 'refused', code: 'no_setup', detail: 'This cockpit has no door of its own' });
  try {
    return ok(await act(own));
  } catch (error) {
    return err({ kind: 'refused', code: 'setup_failed', detail: messageOf(error) });
  }
}
