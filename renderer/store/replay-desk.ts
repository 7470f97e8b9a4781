import type { Preset } from '#shared/rulebooks';

/** What is filled in for a run; texts as they are typed. */
export type RunDraft = {
  readonly name: string;
  readonly files: readonly string[];
  readonly kind: 'auto' | 'bars' | 'ticks';
  readonly rows: Readonly<Record<'symbol' | 'spread' | 'scale' | 'server-zone' | 'from' | 'to', string>>;
  readonly dates: '' | 'dmy' | 'mdy' | 'ymd';
  readonly decimals: '' | 'comma' | 'point';
  readonly stamps: '' | 'start' | 'end';
  readonly skipBad: boolean;
  /** Empty: the rulebook in force. */
  readonly rulebook: Preset | '';
  /** Profiles that are switched otherwise than they are in force. */
  readonly enabled: Readonly<Record<string, boolean>>;
  readonly approve: 'all' | 'none' | 'score';
  readonly score: string;
  readonly afterS: string;
  readonly intrabar: 'pessimistic' | 'path';
  readonly rearm: 'daily' | 'never';
  readonly rates: string;
  readonly calendar: string;
  readonly spec: string;
  readonly params: readonly { readonly path: string; readonly values: string }[];
};

export const EMPTY_DRAFT: RunDraft = {
  ...{ name: '', files: [], kind: 'auto', dates: '', decimals: '', stamps: '', skipBad: false, rulebook: '', enabled: {} },
  rows: { symbol: '', spread: '', scale: '', 'server-zone': '', from: '', to: '' },
  ...{ approve: 'all', score: '0.7', afterS: '0', intrabar: 'pessimistic', rearm: 'daily', rates: '', calendar: '', spec: '' },
  params: [
    { path: '', values: '' },
    { path: '', values: '' },
  ],
};

/** A file on its way into the folder of price files. */
export type Upload = { readonly name: string; readonly done: number; readonly size: number };

/** What the Replay view is about to do and looks at. It outlives the view: one goes to the deck and comes back. */
export type ReplayDesk = {
  readonly draft: RunDraft;
  readonly way: 'replay' | 'sweep';
  /** The run that is looked at, by its id; null: the newest one, when it has just ended. */
  readonly opened: string | null;
  readonly compared: string | null;
  readonly upload: Upload | null;
  /** The upload under way is to end at its next part. */
  readonly isUploadStopped: boolean;
  /** Why files were not taken. */
  readonly uploadProblems: readonly string[];
};

export const EMPTY_DESK: ReplayDesk = {
  ...{
    draft: EMPTY_DRAFT,
    way: 'replay',
    opened: null,
    compared: null,
    upload: null,
    isUploadStopped: false,
    uploadProblems: [],
  },
};
