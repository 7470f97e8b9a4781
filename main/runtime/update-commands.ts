import type { HostDesk, UpdateDesk, UpdateSettings } from '#ports';
import type { OperatorAction } from '#shared/events';
import type { Refusal, Reply, Request, UpdateView } from '#shared/ipc';
import { err, ok, type Result } from '#shared/lib';
import { counted, openNow } from './open-now.ts';
import type { Runtime } from './runtime.ts';

type Act = (action: OperatorAction, actor: string) => Promise<Result<{ seq: number }, Refusal>>;
type View = Promise<Result<Reply<'updates.view'>, Refusal>>;

const NONE = {
  kind: 'refused',
  code: 'no_setup',
  detail: 'Only the installed desktop program is updated from within; this one is where it was started',
} as const;
const refused = (code: Refusal['code'], detail: string): Result<never, Refusal> => err({ kind: 'refused', code, detail });

/** What stands against ending the cockpit for an update, each with what to do; empty: it is halted and flat. */
export function updateWaits(runtime: Runtime): readonly string[] {
  const { positions, orders, approvals, known } = openNow(runtime);
  return [
    ...(runtime.cockpit.trading.state === 'halted' ? [] : ['Trading is not halted: halt it first']),
    ...(positions === 0
      ? []
      : [`${counted(positions, 'position is', 'positions are')} open: close what would be left to its stop`]),
    ...(orders === 0 ? [] : [`${counted(orders, 'order waits', 'orders wait')} at the broker: cancel it first`]),
    ...(approvals === 0 ? [] : [`${counted(approvals, 'card waits', 'cards wait')} for you: decide first`]),
    ...(known ? [] : ['The terminal does not say what is open: wait until it is connected']),
  ];
}

/** Newer versions of this program: looked for and fetched at any time, installed only while halted and flat. */
export function updateHandlers(runtime: Runtime, act: Act, host: HostDesk | null) {
  const desk = host?.updates ?? null;
  const settings = (): UpdateSettings => runtime.cockpit.config.updates;
  const view = (of: UpdateDesk): UpdateView => {
    const { feed, channel } = settings();
    return { current: runtime.options.version, feed, channel, ...of.standing(settings()), waitsFor: [...updateWaits(runtime)] };
  };
  const withDesk = async (then: (of: UpdateDesk) => Promise<Result<never, Refusal> | null>): View => {
    if (desk === null) return err(NONE);
    return (await then(desk)) ?? ok(view(desk));
  };
  return {
    'updates.view': () => withDesk(async () => null),
    'updates.look': () =>
      withDesk(async (of) => {
        const problem = await of.look(settings());
        return problem === null ? null : refused('setup_failed', problem);
      }),
    'updates.download': ({ version }: Request<'updates.download'>) =>
      withDesk(async (of) => {
        if (of.standing(settings()).offered?.version !== version)
          return refused('not_found', `${version} is not offered: look once more`);
        // It takes minutes: how it goes and what it ends with is in the view.
        void of.download(settings());
        return null;
      }),
    'updates.cancel': () =>
      withDesk(async (of) => {
        of.cancel();
        return null;
      }),
    'updates.install': async (
      { version }: Request<'updates.install'>,
      actor: string,
    ): Promise<Result<Reply<'updates.install'>, Refusal>> => {
      if (desk === null) return err(NONE);
      const before = updateWaits(runtime);
      if (before.length > 0) return refused('not_flat', before.join('. '));
      const problem = await desk.check(version, settings());
      if (problem !== null) return refused('setup_failed', problem);
      const noted = await act({ act: 'note-act', what: 'updates.install', detail: version }, actor);
      if (!noted.ok) return noted;
      // The check takes seconds, in which trading may have been resumed.
      const after = updateWaits(runtime);
      if (after.length > 0) return refused('not_flat', after.join('. '));
      runtime.options.clock.soon(() => desk.install());
      return ok(noted.value);
    },
  };
}
