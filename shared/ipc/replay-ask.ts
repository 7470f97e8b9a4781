import { z } from 'zod';

/** A price file may be so large: it is read into the memory of the process that replays it. */
export const PRICE_FILE_MAX = 512 * 1024 * 1024;
/** Bytes of one part of an upload: as text they fit into a frame of the window's socket. */
export const UPLOAD_PART_BYTES = 36_000;
const PART_TEXT_MAX = (UPLOAD_PART_BYTES / 3) * 4;

/** Names that Windows keeps for devices, whatever ends them. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

/** What a file is called, in one folder and on every system: no path, nothing that a system would not keep as it is written. */
export const priceFileName = z
  .string()
  .max(120)
  .regex(/^[\p{L}\p{N}_][\p{L}\p{N}_ .,()+@=&#-]*$/u, 'a name of letters, digits, blanks and . , ( ) + @ = & # - _')
  .refine((name) => !/[. ]$/.test(name) && !name.includes('..') && !DEVICE.test(name), 'a name that every system keeps as it is')
  .refine((name) => !/\.part$/i.test(name), 'a name that is not that of an unfinished file');

/** One row of numbers and words as a trader types them; what they may be is checked where they are read, and told in words. */
const typed = z.string().trim().max(64).optional();
/** Of several symbols, or for the files of each: `XAUUSD=30; EURUSD=8`. */
const named = z.string().trim().max(400).optional();

/** How price files are read: the options of `npm run replay`, by the same names. */
export const rowAsk = z.strictObject({
  ...{ symbol: named, spread: named, scale: named, 'server-zone': named, from: typed, to: typed },
  timeframe: z.enum(['M1', 'M5']).optional(),
  dates: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  decimals: z.enum(['comma', 'point']).optional(),
  stamps: z.enum(['start', 'end']).optional(),
  'skip-bad': z.boolean().optional(),
});
export type RowAsk = z.infer<typeof rowAsk>;

const priceKind = z.enum(['bars', 'ticks']).nullable();

/** Which cards the trader who is not there approves, and after how many seconds of looking at each. */
export const approveAsk = z.strictObject({
  what: z.enum(['all', 'none', 'score']),
  score: z.number().min(0).max(1),
  afterS: z.int().min(0).max(86_400),
});

const replayTerms = {
  name: z.string().trim().max(80),
  files: z.array(priceFileName).min(1).max(12),
  /** Null: by the names of the files. */
  kind: priceKind,
  rows: rowAsk,
  /** Over the configuration in force. */
  change: z.record(z.string(), z.unknown()),
  rearm: z.enum(['daily', 'never']),
  /** `EURJPY=161.2`, a rate that stays, or `EURJPY=a file of the folder`. */
  rates: z.array(z.string().trim().min(1).max(140)).max(8),
  /** A symbol specification (JSON) of the folder. */
  spec: priceFileName.nullable(),
};

/** One replay. */
export const replayAsk = z.strictObject({
  kindOfJob: z.literal('replay'),
  ...replayTerms,
  approve: approveAsk,
  intrabar: z.enum(['pessimistic', 'path']),
  /** News of that time, of the folder. */
  calendar: priceFileName.nullable(),
});
export type ReplayAsk = z.infer<typeof replayAsk>;

/** One history under many settings: a key of the configuration each, and the values as `0.3..1:0.1` or `0.6,0.7`. */
export const sweepAsk = z.strictObject({
  kindOfJob: z.literal('sweep'),
  ...replayTerms,
  params: z
    .array(z.strictObject({ path: z.string().regex(/^[A-Za-z0-9_.]{1,100}$/), values: z.string().trim().min(1).max(200) }))
    .min(1)
    .max(2),
});
export type SweepAsk = z.infer<typeof sweepAsk>;

/** What the prices of a file are worth. */
export const inspectAsk = z.strictObject({
  kindOfJob: z.literal('inspect'),
  file: priceFileName,
  kind: priceKind,
  rows: rowAsk,
});
export type InspectAsk = z.infer<typeof inspectAsk>;

export const replayJobAsk = z.discriminatedUnion('kindOfJob', [replayAsk, sweepAsk, inspectAsk]);
export type ReplayJobAsk = z.infer<typeof replayJobAsk>;

/** A part of a file, in order; the first one begins it, the one that reaches `size` ends it. */
export const uploadAsk = z.strictObject({
  name: priceFileName,
  size: z.int().min(1).max(PRICE_FILE_MAX),
  offset: z.int().nonnegative(),
  data: z.base64().min(4).max(PART_TEXT_MAX),
});
