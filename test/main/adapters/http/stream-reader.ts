import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { onTestFinished } from 'vitest';
import type { JournalRecord } from '#shared/events';
import type { JournalQuery } from '#ports';
import { until } from '#test/main/adapters/mt5/waiting.ts';
import { DoorDesk } from './door-desk.ts';

export type StreamEvent = { readonly id: string | null; readonly event: string; readonly data: Record<string, unknown> };

/** A desk with a journal that grows. */
export class StreamDesk extends DoorDesk {
  readonly records: JournalRecord[] = [];
  readonly #ears = new Set<(batch: readonly JournalRecord[]) => void>();
  reads = 0;

  override status = () => ({ mode: 'paper', journal: { lastSeq: this.records.length } });
  override events = ({ since, limit, types }: JournalQuery): readonly JournalRecord[] => {
    this.reads += 1;
    return this.records.filter(({ seq, type }) => seq > since && types?.includes(type) !== false).slice(0, limit);
  };
  override onFeed = (listener: (batch: readonly JournalRecord[]) => void) => {
    this.#ears.add(listener);
    return () => void this.#ears.delete(listener);
  };

  get ears(): number {
    return this.#ears.size;
  }

  /** Records that come to be; `note` makes them longer. */
  add(count: number, type = 'act.noted', note = ''): void {
    const first = this.records.length + 1;
    const batch = Array.from({ length: count }, (_, index) => ({ seq: first + index, at: 5, type, payload: { note } }));
    this.records.push(...(batch as unknown as JournalRecord[]));
    for (const ear of this.#ears) ear(batch as unknown as JournalRecord[]);
  }
}

/** One reader of a stream, as a browser's EventSource reads it. */
export class StreamReader {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly #response: IncomingMessage;
  text = '';
  isOver = false;

  constructor(response: IncomingMessage) {
    this.#response = response;
    this.status = response.statusCode ?? 0;
    this.headers = response.headers;
    response.setEncoding('utf8');
    response.on('error', () => undefined);
    response.on('close', () => void (this.isOver = true));
  }

  read(): this {
    this.#response.on('data', (part: string) => void (this.text += part));
    return this;
  }

  /** Whole events so far: of `event`, or all. */
  events(event?: string): readonly StreamEvent[] {
    const blocks = this.text.split('\n\n').slice(0, -1);
    const parsed = blocks.flatMap((block) => {
      const field = (name: string): string | null =>
        block.split('\n').flatMap((line) => (line.startsWith(`${name}: `) ? [line.slice(name.length + 2)] : []))[0] ?? null;
      const data = field('data');
      return data === null ? [] : [{ id: field('id'), event: field('event') ?? 'message', data: JSON.parse(data) as never }];
    });
    return event === undefined ? parsed : parsed.filter((one) => one.event === event);
  }

  /** The events once there are so many. */
  async first(count: number, event?: string): Promise<readonly StreamEvent[]> {
    await until(() => this.events(event).length >= count);
    return this.events(event);
  }

  over = (): Promise<boolean> => until(() => this.isOver);

  close(): void {
    this.#response.destroy();
  }
}

/** Opens a stream; `paused`: nothing is read of it before `read`. */
export function openStream(
  port: number,
  path: string,
  headers: Record<string, string> = {},
  { paused = false }: { readonly paused?: boolean } = {},
): Promise<StreamReader> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, agent: false, headers }, (response) => {
      const reader = new StreamReader(response);
      onTestFinished(() => reader.close());
      resolve(paused ? reader : reader.read());
    });
    request.on('error', reject);
    request.end();
  });
}
