import type { JournalRecord } from '#shared/events';
import type { WindowBridge } from '../bridge/index.ts';
import type { EngineStore, EngineStoreWriter } from './engine-store.ts';

const PAGE = 1_000;
/** Further behind than this, a fresh start is cheaper than the pages. */
const PAGES_MAX = 5;

type CatchUpPorts = {
  readonly bridge: WindowBridge;
  readonly store: EngineStore;
  readonly pen: EngineStoreWriter;
  readonly now: () => number;
  /** Told of each batch that was folded. */
  readonly folded: (batch: readonly JournalRecord[]) => void;
};

type CatchUp = {
  /** False when records are missing, or do not fit this copy. */
  readonly fold: (batch: readonly JournalRecord[]) => boolean;
  /** The whole state again. */
  readonly load: () => Promise<boolean>;
  /** The missing records, page by page. */
  readonly pages: () => Promise<boolean>;
};

/** The ways in which the window's copy gets back to where the engine is. */
export function createCatchUp({ bridge, store, pen, now, folded }: CatchUpPorts): CatchUp {
  const fold = (batch: readonly JournalRecord[]): boolean => {
    const known = store.getState().cockpit.lastSeq;
    try {
      if (!pen.feed(batch)) return false;
    } catch {
      return false; // A record that does not fit this copy: the copy is what is wrong, so it is fetched again.
    }
    folded(batch.filter((record) => record.seq > known));
    return true;
  };
  const load = async (): Promise<boolean> => {
    const hello = await bridge.send('cockpit.hello', {});
    if (hello.ok) pen.load(hello.value, now());
    else if (store.getState().link !== 'stale') pen.closed(hello.error.detail);
    return hello.ok;
  };
  const pages = async (): Promise<boolean> => {
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const answer = await bridge.send('feed.since', { seq: store.getState().cockpit.lastSeq, limit: PAGE });
      if (!answer.ok || !fold(answer.value)) return false;
      if (answer.value.length < PAGE) return page > 0 || answer.value.length > 0;
    }
    return false;
  };
  return { fold, load, pages };
}
