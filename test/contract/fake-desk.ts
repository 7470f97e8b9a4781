import type { MachineNews } from '#shared/domain';
import type { JournalRecord } from '#shared/events';
import type { CommandName, LiveFrame, Refusal } from '#shared/ipc';
import { ok, type Result } from '#shared/lib';
import type { ChannelTest, CockpitService } from '#ports';

type Answer = Result<unknown, Refusal>;
export type Asked = { readonly name: CommandName; readonly request: unknown; readonly actor: string };

/** A desk whose answers a test scripts, and whose feeds it drives. Everything else of the port is not for a window. */
export class FakeDesk implements CockpitService {
  readonly asked: Asked[] = [];
  answer: (asked: Asked) => Answer | Promise<Answer> = () => ok({ seq: 1 });
  readonly #feed = new Set<(batch: readonly JournalRecord[]) => void>();
  readonly #live = new Set<(frame: LiveFrame) => void>();

  command = async (name: CommandName, request: unknown, actor: string): Promise<never> => {
    const asked = { name, request, actor };
    this.asked.push(asked);
    return (await this.answer(asked)) as never;
  };

  onFeed(listener: (batch: readonly JournalRecord[]) => void): () => void {
    this.#feed.add(listener);
    return () => void this.#feed.delete(listener);
  }

  onLive(listener: (frame: LiveFrame) => void): () => void {
    this.#live.add(listener);
    return () => void this.#live.delete(listener);
  }

  feed(...batch: unknown[]): void {
    for (const listener of this.#feed) listener(batch as JournalRecord[]);
  }

  live(frame: unknown): void {
    for (const listener of this.#live) listener(frame as LiveFrame);
  }

  listeners(): number {
    return this.#feed.size + this.#live.size;
  }

  submit = unused;
  trial = unused;
  place = unused;
  refuseAtDoor = unused;
  nonceSeen = unused;
  holder = () => null;
  bars = unused;
  positions = unused;
  orders = unused;
  tokens = unused;
  status = unused;
  webhookStatus = unused;
  signals = unused;
  signal = unused;
  market = unused;
  events = unused;
  certificates = (): readonly unknown[] => [];
  testChannels = async (): Promise<readonly ChannelTest[]> => [];
  readonly machine: MachineNews[] = [];
  heardOfMachine(news: MachineNews): void {
    this.machine.push(news);
  }
  health = unused;
  metrics = unused;
}

function unused(): never {
  throw new Error('a window does not use this');
}
