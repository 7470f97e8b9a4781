import type { ChannelTest } from '#ports';
import type { ChannelsView, Refusal, Request } from '#shared/ipc';
import { err, messageOf, ok, type Result } from '#shared/lib';
import type { NotificationsView, NotifyDesk, NotifySettings } from './notifications/index.ts';

export type ChannelMeans = {
  readonly desk: NotifyDesk | null;
  view(): NotificationsView | null;
  test(id: string | null): Promise<readonly ChannelTest[]>;
  /** Goes by these from now on. */
  use(settings: NotifySettings | null): void;
};

/** Who is told of alarms besides the window: shown, tested, changed. */
export const channelHandlers = (means: ChannelMeans) => ({
  'channels.view': () => Promise.resolve(atDesk(means, (desk) => viewOf(means, desk))),
  'channels.test': async ({ id }: Request<'channels.test'>): Promise<Result<{ tests: ChannelTest[] }, Refusal>> => {
    const tests = await means.test(id);
    if (tests.length > 0) return ok({ tests: [...tests] });
    const detail = id === null ? 'There is no channel yet' : `There is no channel ${id}: save it first`;
    return err({ kind: 'refused', code: 'not_found', detail });
  },
  'channels.save': (form: Request<'channels.save'>) =>
    Promise.resolve(
      atDesk(means, (desk) => {
        means.use(desk.save(form));
        return viewOf(means, desk);
      }),
    ),
});

function viewOf(means: ChannelMeans, desk: NotifyDesk): ChannelsView {
  const { form, kept } = desk.shown();
  const now = means.view();
  return { file: desk.file, form, kept: [...kept], states: [...(now?.channels ?? [])], deadMan: now?.deadMan ?? null };
}

function atDesk<T>({ desk }: ChannelMeans, act: (desk: NotifyDesk) => T): Result<T, Refusal> {
  if (desk === null) return err({ kind: 'refused', code: 'no_setup', detail: 'This cockpit has no channels of its own' });
  try {
    return ok(act(desk));
  } catch (error) {
    return err({ kind: 'refused', code: 'setup_failed', detail: messageOf(error) });
  }
}
