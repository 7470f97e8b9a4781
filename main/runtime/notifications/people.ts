import type { ChannelTest } from '#ports';
import { Notifications, type NotificationsView, type NotifySettings, type Surroundings } from './notifications.ts';
import type { NotifyDesk } from './notify-desk.ts';

/** Who is told of alarms at the moment: nobody, or people by settings that may be changed while the cockpit runs. */
export class People {
  readonly desk: NotifyDesk | null;
  readonly #around: Surroundings;
  #now: Notifications | null = null;

  constructor(around: Surroundings, desk: NotifyDesk | null, settings: NotifySettings | null) {
    this.#around = around;
    this.desk = desk;
    this.use(settings);
  }

  view(): NotificationsView | null {
    return this.#now?.view() ?? null;
  }

  async test(id: string | null): Promise<readonly ChannelTest[]> {
    return (await this.#now?.test(id)) ?? [];
  }

  use(settings: NotifySettings | null): void {
    const before = this.#now;
    before?.close();
    this.#now = settings === null ? null : new Notifications({ ...settings, ...this.#around }, before);
  }

  close(): void {
    this.#now?.close();
  }
}
