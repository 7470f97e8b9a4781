import type { JournalRecord } from '#shared/events';
import { FEED, LIVE, type LiveFrame } from '#shared/ipc';
import type { CockpitService } from '#ports';

const FRAME_MS = 16;
/** As many records as one page of `feed.since`. */
const BATCH_MAX = 1_000;
/** A bound for a page that stops reading: it notices the gap and asks `feed.since`. */
const WAITING_MAX = 20_000;

/** What is needed of a window's web contents. */
export type PushTarget = {
  isDestroyed(): boolean;
  isCrashed(): boolean;
  send(channel: string, payload: unknown): void;
};

/**
 * Sends feed and live figures to a window, hidden or not: at most one message a frame, live figures first because there
 * are only four a second and only the newest counts. Returns how to stop.
 */
export function pushToWindow(service: CockpitService, target: PushTarget): () => void {
  let records: JournalRecord[] = [];
  let live: LiveFrame | undefined;
  let timer: NodeJS.Timeout | undefined;

  const flush = (): void => {
    timer = undefined;
    if (target.isDestroyed() || target.isCrashed()) {
      records = [];
      live = undefined;
      return;
    }
    if (live !== undefined) {
      target.send(LIVE, live);
      live = undefined;
    } else if (records.length > 0) {
      target.send(FEED, records.splice(0, BATCH_MAX));
    }
    if (records.length > 0) arm();
  };
  const arm = (): void => {
    timer ??= setTimeout(flush, FRAME_MS);
  };

  const stopFeed = service.onFeed((batch) => {
    for (const record of batch) records.push(record);
    if (records.length > WAITING_MAX) records.splice(0, records.length - WAITING_MAX);
    arm();
  });
  const stopLive = service.onLive((frame) => {
    live = frame;
    arm();
  });
  return () => {
    stopFeed();
    stopLive();
    clearTimeout(timer);
  };
}
