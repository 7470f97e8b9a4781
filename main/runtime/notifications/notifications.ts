import type { Channel, ChannelMessage, ChannelTest, Clock, Log } from '#ports';
import { messageOf } from '#shared/lib';
import type { Alarm } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';
import { alarmMessages, type AlarmMessage, type AlarmPolicy, type Told } from './alarm-messages.ts';
import { ChannelQueue, type ChannelView } from './channel-queue.ts';

const LOOK_MS = 1_000;

export type Recipient = {
  readonly id: string;
  readonly channel: Channel;
  readonly levels: readonly Alarm['level'][];
  readonly onlyEscalations: boolean;
};
/** Who is told, and by which rules. */
export type NotifySettings = {
  readonly recipients: readonly Recipient[];
  readonly policy: AlarmPolicy & { readonly perHour: number };
  /** Asked every so often while the cockpit is well; null: there is no dead man's switch. */
  readonly deadMan: { readonly everyMs: number; readonly ping: () => Promise<string | null> } | null;
};
export type Surroundings = {
  readonly clock: Clock;
  readonly log: Log;
  readonly cockpit: () => ReadonlyCockpit;
  /** Whose alarms they are, in one line: account and server, or what stands in for them. */
  readonly account: () => string;
  /** It is ready to trade, or would be were it not for the trader. */
  readonly isWell: () => boolean;
};
export type NotificationsView = {
  readonly channels: readonly ChannelView[];
  readonly deadMan: { readonly lastPingAt: number | null; readonly problem: string | null } | null;
};

/** Tells people of alarms where they are: looks at the alarms once a second, and never keeps the engine waiting. */
export class Notifications {
  readonly #options: NotifySettings & Surroundings;
  readonly #queues: readonly (readonly [Recipient, ChannelQueue])[];
  #told: Told = new Map();
  #lastPingAt: number | null = null;
  #pingProblem: string | null = null;
  #nextPing = -Infinity;
  #isPinging = false;
  #cancel: (() => void) | null = null;

  /** `before`: what these take over from, so that nothing is told twice. */
  constructor(options: NotifySettings & Surroundings, before: Notifications | null = null) {
    this.#options = options;
    if (before !== null) this.#told = before.#told;
    const { clock, log, policy, recipients } = options;
    this.#queues = recipients.map((one) => [one, new ChannelQueue(one.channel, { clock, log, perHour: policy.perHour })]);
    this.#look();
  }

  view(): NotificationsView {
    const deadMan = this.#options.deadMan === null ? null : { lastPingAt: this.#lastPingAt, problem: this.#pingProblem };
    return { channels: this.#queues.map(([, queue]) => queue.view()), deadMan };
  }

  /** A message to every channel at once, or to one, whatever its levels, limits and quiet hours are. */
  async test(only: string | null = null): Promise<readonly ChannelTest[]> {
    const { clock, account } = this.#options;
    const message: ChannelMessage = {
      subject: '[TEST] Mikrobot Cockpit',
      text: `This channel works. Alarms of ${account()} will come here.`,
      level: 'test',
    };
    return Promise.all(
      this.#queues
        .filter(([{ id }]) => only === null || id === only)
        .map(async ([{ id, channel }, queue]) => {
          const began = clock.monoMs();
          const problem = await queue.test(message);
          const ms = Math.round(clock.monoMs() - began);
          return { id, kind: channel.kind, ok: problem === null, detail: problem ?? 'delivered', ms };
        }),
    );
  }

  close(): void {
    this.#cancel?.();
    for (const [, queue] of this.#queues) queue.close();
  }

  #look(): void {
    const { clock, cockpit, account, policy } = this.#options;
    const now = { nowMs: clock.nowMs(), account: account() };
    const { messages, told } = alarmMessages(cockpit().alarms, this.#told, policy, now);
    this.#told = told;
    for (const message of messages) this.#tell(message);
    this.#pingWhenDue();
    this.#cancel = clock.after(LOOK_MS, () => {
      this.#look();
    });
  }

  #tell({ isEscalation, ...message }: AlarmMessage): void {
    for (const [{ levels, onlyEscalations }, queue] of this.#queues)
      if (levels.includes(message.level) && (isEscalation || !onlyEscalations)) queue.add(message);
  }

  /** Silence is the message: a cockpit that is not well says nothing, and who watches the address speaks up. */
  #pingWhenDue(): void {
    const { deadMan, clock, log, isWell } = this.#options;
    if (deadMan === null || this.#isPinging || clock.monoMs() < this.#nextPing || !isWell()) return;
    this.#isPinging = true;
    this.#nextPing = clock.monoMs() + deadMan.everyMs;
    void deadMan
      .ping()
      .catch(messageOf)
      .then((problem) => {
        this.#isPinging = false;
        if (problem === null) this.#lastPingAt = Math.floor(clock.nowMs());
        else if (problem !== this.#pingProblem) log.write('warn', 'The dead man’s switch was not reached', { why: problem });
        this.#pingProblem = problem;
      });
  }
}
