import type {
  InspectAsk,
  KeptRun,
  PriceQuality,
  ReplayAsk,
  ReplayComparison,
  RerunFound,
  SweepAsk,
  JournalVerdict,
} from '#shared/ipc';
import type { RerunAsk } from './rerun-desk.ts';

/** What a process beside the cockpit is asked to do, as plain data. It does one thing and ends. */
export type BackgroundTask =
  | {
      readonly ask: ReplayAsk | SweepAsk;
      /** Where the price files lie. */
      readonly folder: string;
      /** Where the run is written; the folder is there. */
      readonly out: string;
      /** What is kept of the run besides what it finds. */
      readonly id: string;
      readonly at: number;
      /** The configuration in force, which the change of the ask is laid over. */
      readonly config: unknown;
    }
  | { readonly ask: InspectAsk; readonly folder: string }
  /** Folders of two kept runs. */
  | { readonly ask: { readonly kindOfJob: 'compare' }; readonly a: string; readonly b: string }
  /** The folder whose journal is read, up to record `end`. */
  | { readonly ask: RerunAsk & { readonly kindOfJob: 'rerun' }; readonly journal: string; readonly end: number }
  /** The same, whole, with the key that signs it. */
  | { readonly ask: { readonly kindOfJob: 'verify' }; readonly journal: string; readonly key: string; readonly end: number };

/** Lines and trades of one page of a kept run: a page is parsed by the process that trades, so it is small. */
export const RUN_PAGES = { rows: 500, details: 10 } as const;

/** What it says. The last word is any but `progress`; a process that ends without one was broken off. */
export type BackgroundWord =
  | {
      readonly t: 'progress';
      readonly step: string;
      readonly done: number;
      readonly total: number;
      /** Of a re-run: what it found so far. */
      readonly found?: RerunFound;
    }
  | { readonly t: 'inspected'; readonly quality: PriceQuality }
  | { readonly t: 'kept'; readonly run: KeptRun }
  | { readonly t: 'compared'; readonly comparison: ReplayComparison }
  | { readonly t: 'verified'; readonly verdict: JournalVerdict }
  | { readonly t: 'judged'; readonly found: RerunFound }
  | { readonly t: 'failed'; readonly faults: readonly string[] };

/** A process that is under way. */
export type BackgroundProcess = {
  /** Ends it at once. */
  kill(): void;
};

/** Begins a process for one task. `said` hears every word, `ended` comes once, after the last one, with why it ended. */
export type BackgroundStart = (
  task: BackgroundTask,
  heard: { readonly said: (word: BackgroundWord) => void; readonly ended: (why: string) => void },
) => BackgroundProcess;
