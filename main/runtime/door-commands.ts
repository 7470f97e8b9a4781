import type { OwnDoor } from '#ports';
import { configValueText, type OperatorAction } from '#shared/events';
import type { Refusal, Request } from '#shared/ipc';
import { err, messageOf, ok, type Result } from '#shared/lib';
import { PROXIES } from './config-plan.ts';
import type { Runtime } from './runtime.ts';

type Act = (action: OperatorAction, actor: string) => Promise<Result<{ seq: number }, Refusal>>;

/** What a trader does to connect a sender. `door` is null until it listens, and where there is none. */
export const doorHandlers = (runtime: Runtime, door: () => OwnDoor | null, act: Act) => ({
  'door.view': () =>
    atDoor(door, async (own) => {
      const { http, trustedProxies } = own.view();
      return { http, trustedProxies: [...trustedProxies] };
    }),
  'door.trust': ({ proxy }: Request<'door.trust'>, actor: string) =>
    atDoor(door, async (own) => {
      const problem = own.trust(proxy);
      await told(runtime, own.view().trustedProxies, act, actor);
      return { problem };
    }),
  'text.copy': ({ text }: Request<'text.copy'>) => atDoor(door, (own) => own.copy(text).then(() => ({}))),
});

/** The configuration in force says what is believed, as the window shows it. */
async function told({ cockpit }: Runtime, trusted: readonly string[], act: Act, actor: string): Promise<void> {
  const { trustedProxies } = cockpit.config.intake;
  const [from, to] = [trustedProxies, trusted].map(configValueText);
  if (from === undefined || to === undefined || from === to) return;
  const changes = [{ path: PROXIES, from, to }];
  await act({ act: 'change-config', how: 'trusted', changes, trustedProxies: [...trusted], reason: null }, actor);
}

async function atDoor<T>(door: () => OwnDoor | null, act: (own: OwnDoor) => Promise<T>): Promise<Result<T, Refusal>> {
  const own = door();
  if (own === null) return err({ kind: 'refused', code: 'no_setup', detail: 'This cockpit has no door of its own' });
  try {
    return ok(await act(own));
  } catch (error) {
    return err({ kind: 'refused', code: 'setup_failed', detail: messageOf(error) });
  }
}
