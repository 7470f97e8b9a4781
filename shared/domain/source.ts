import { z } from 'zod';
import { approvalMode, type ApprovalMode } from './control.ts';
import { sourceId } from './source-id.ts';
import { SOURCE_KINDS, sourceKindOf, type SourceKind } from './source-kinds.ts';
import { strategyId } from './trade.ts';

const kinds = Object.keys(SOURCE_KINDS) as [SourceKind, ...SourceKind[]];
const sourceKind = z.enum(kinds);
const dayTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 08:00');

const lots = z.number().positive().max(10_000).nullable();
const percent = z.number().positive().max(100).nullable();
const money = z.number().positive().max(1e9).nullable();
const perMinute = z.int().min(1).max(10_000).nullable();
const perDay = z.int().min(1).max(2_000).nullable();

/** Something is expected at least this often, from Monday to Friday; with hours (UTC), only between them. */
const rhythm = z.strictObject({
  everyMinutes: z.int().min(1).max(20_160),
  hours: z.strictObject({ from: dayTime, to: dayTime }).nullable().default(null),
});

const name = z.string().min(1).max(60);
const symbols = z.array(z.string().min(1).max(32)).max(200);
const folder = z.string().min(1).max(1_000).nullable();

/** What may be set of a source once it is there; what is left out stays. */
export const sourceChange = z
  .strictObject({
    name,
    enabled: z.boolean(),
    strategy: strategyId.nullable(),
    symbols,
    approval: approvalMode.nullable(),
    mayLoosen: z.boolean(),
    size: z.strictObject({ maxLots: lots, maxRiskPercent: percent, maxRiskMoney: money }).partial(),
    limits: z.strictObject({ perMinute, perDay }).partial(),
    rhythm: rhythm.nullable(),
    folder,
  })
  .partial();
export type SourceChange = z.infer<typeof sourceChange>;

/** Where signals come from, and the rules that hold for them. No secret is ever in it. */
export const source = z.strictObject({
  id: sourceId,
  kind: sourceKind,
  name,
  enabled: z.boolean().default(true),
  /** The profile that every entry is for; null: the one that the sender names, or the default. */
  strategy: strategyId.nullable().default(null),
  /** The symbols in which it may enter; empty: any. */
  symbols: symbols.default([]),
  /** Null: the account's. A milder one than the account's counts only with `mayLoosen`. */
  approval: approvalMode.nullable().default(null),
  mayLoosen: z.boolean().default(false),
  /** Upper bounds on an entry: lots, percent of the balance and account currency lost at its stop; null: none of its own. */
  size: z
    .strictObject({ maxLots: lots.default(null), maxRiskPercent: percent.default(null), maxRiskMoney: money.default(null) })
    .prefault({}),
  /** Entries taken in a rolling minute and in rolling 24 h; null: as many as the cockpit takes. */
  limits: z.strictObject({ perMinute: perMinute.default(null), perDay: perDay.default(null) }).prefault({}),
  rhythm: rhythm.nullable().default(null),
  /** The folder whose files are its signals; null: none. */
  folder: folder.default(null),
});
export type Source = z.infer<typeof source>;

/** The rules of a source with every default. */
export const sourceOf = (given: z.input<typeof source>): Source => source.parse(given);

/** The sources that are there without being configured, under the ids that the journal has always had. */
export const BUILT_IN_SOURCES: readonly Source[] = (
  [
    { id: 'tradingview', kind: 'tradingview' },
    { id: 'webhook', kind: 'webhook' },
    { id: 'ea', kind: 'ea' },
    { id: 'detector', kind: 'detector' },
    { id: 'operator', kind: 'ticket' },
  ] as const
).map(({ id, kind }) => sourceOf({ id, kind, name: SOURCE_KINDS[kind].title }));

const BUILT_IN: ReadonlyMap<string, Source> = new Map(BUILT_IN_SOURCES.map((one) => [one.id, one]));
export const isBuiltIn = (id: string): boolean => BUILT_IN.has(id);

/** The source of an id: as configured, else built in; null where there is none. */
export const sourceNamed = (configured: ReadonlyMap<string, Source>, id: string): Source | null =>
  configured.get(id) ?? BUILT_IN.get(id) ?? null;

/** Every source: the built-in ones first, then the others in their order. */
export const allSources = (configured: ReadonlyMap<string, Source>): readonly Source[] => [
  ...BUILT_IN_SOURCES.map((one) => configured.get(one.id) ?? one),
  ...[...configured.values()].filter(({ id }) => !BUILT_IN.has(id)),
];

/** What is wrong with a source beyond its fields' own shapes: the setting and the mend; null: nothing. */
export function sourceFault({
  id,
  kind,
  folder,
  approval,
  rhythm: expected,
}: Source): { readonly path: string; readonly message: string } | null {
  const built = BUILT_IN.get(id);
  if (built !== undefined && built.kind !== kind)
    return { path: 'kind', message: `of ${id} is ${built.kind}: give a source of another kind an id of its own` };
  if (built === undefined && sourceKindOf(kind).doors.length === 0)
    return { path: 'kind', message: `${kind} is there once, as ${BUILT_IN_SOURCES.find((one) => one.kind === kind)?.id ?? ''}` };
  const { doors, isConfirmed } = sourceKindOf(kind);
  const wrong = folderFault(folder, doors);
  if (wrong !== null) return { path: 'folder', message: wrong };
  if (isConfirmed === true && approval !== null && approval !== 'confirm')
    return { path: 'approval', message: `of a ${kind} source can only be confirm` };
  const hours = expected?.hours ?? null;
  if (hours !== null && hours.from === hours.to)
    return { path: 'rhythm.hours', message: 'begin when they end: that is no hour or every hour' };
  return null;
}

/** On a drive, a share, or from the root. */
const WHOLE_PATH = /^(?:[A-Za-z]:[\\/]|\\\\[^\\]|\/)/;

function folderFault(folder: string | null, doors: readonly string[]): string | null {
  // A source that is never read would be silent without a word.
  if (folder === null)
    return doors.length === 1 && doors[0] === 'folder' ? 'is missing: name the folder whose files are its signals' : null;
  if (!doors.includes('folder')) return 'is read for a drop folder, an Expert Advisor and a chat export only: leave it out';
  return WHOLE_PATH.test(folder) ? null : 'has to be a whole path, such as C:\\Signals';
}

/** Stricter modes come first: who is asked, who may object, who is not asked. */
const STRICT: readonly ApprovalMode[] = ['confirm', 'veto', 'auto'];

/** How entries of a source are approved: as the account's are, or stricter; milder only where that was said. */
export function approvalOf(of: Source | null, accounts: ApprovalMode): ApprovalMode {
  if (of === null) return accounts;
  if (sourceKindOf(of.kind).isConfirmed === true) return 'confirm';
  const own = of.approval ?? accounts;
  return of.mayLoosen || STRICT.indexOf(own) < STRICT.indexOf(accounts) ? own : accounts;
}
