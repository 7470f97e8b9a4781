import type { ChannelForm } from '#shared/ipc';
import type { NotifySettings } from './notifications.ts';

/** Who is told of alarms, as the window shows and changes it. */
export type NotifyDesk = {
  /** Where it is kept. */
  readonly file: string;
  /** As it is kept, without secrets. Throws where it cannot be used. */
  shown(): { readonly form: ChannelForm; readonly kept: readonly string[] };
  /** Throws, with the key that is wrong, and changes nothing then. */
  save(form: ChannelForm): NotifySettings | null;
};
