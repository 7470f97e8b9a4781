import { source, sourceFault, SOURCE_KINDS, sourceKindOf, type Source, type SourceKind } from '#shared/domain';
import { issueText, typedNumber } from '../../format/index.ts';

/** A source as it is typed: every field a text. */
export type SourceDraft = {
  readonly name: string;
  readonly id: string;
  readonly kind: SourceKind;
  /** Empty: the profile that the sender names. */
  readonly strategy: string;
  /** Parted by commas or spaces; empty: any. */
  readonly symbols: string;
  /** Empty: as the account's. */
  readonly approval: string;
  readonly mayLoosen: 'no' | 'yes';
  readonly maxLots: string;
  readonly maxRiskPercent: string;
  readonly maxRiskMoney: string;
  readonly perMinute: string;
  readonly perDay: string;
  readonly everyMinutes: string;
  readonly from: string;
  readonly to: string;
  readonly folder: string;
};
export type SourceField = keyof SourceDraft;
type Faults = Partial<Record<SourceField, string>>;
type Read = { readonly ok: true; readonly source: Source } | { readonly ok: false; readonly faults: Faults };

/** Kinds of which there can be several, in the order most traders need them. */
export const KINDS_TO_ADD = (Object.keys(SOURCE_KINDS) as SourceKind[]).filter((kind) => sourceKindOf(kind).doors.length > 0);

export const NEW_SOURCE: SourceDraft = {
  ...{ name: '', id: '', kind: 'tradingview', strategy: '', symbols: '', approval: '', mayLoosen: 'no' },
  ...{
    maxLots: '',
    maxRiskPercent: '',
    maxRiskMoney: '',
    perMinute: '',
    perDay: '',
    everyMinutes: '',
    from: '',
    to: '',
    folder: '',
  },
};

const typed = (value: number | null): string => (value === null ? '' : String(value));

/** What the form begins with for a source that is there. */
export const draftOf = (of: Source): SourceDraft => ({
  ...{ name: of.name, id: of.id, kind: of.kind, strategy: of.strategy ?? '', symbols: of.symbols.join(', ') },
  ...{ approval: of.approval ?? '', mayLoosen: of.mayLoosen ? 'yes' : 'no', folder: of.folder ?? '' },
  maxLots: typed(of.size.maxLots),
  maxRiskPercent: typed(of.size.maxRiskPercent),
  maxRiskMoney: typed(of.size.maxRiskMoney),
  perMinute: typed(of.limits.perMinute),
  perDay: typed(of.limits.perDay),
  everyMinutes: typed(of.rhythm?.everyMinutes ?? null),
  from: of.rhythm?.hours?.from ?? '',
  to: of.rhythm?.hours?.to ?? '',
});

const ID_MAX = 32;

/** An id for a name: what of it may stand in an address; a number more where it is taken. */
export function idFor(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '');
  const base = plain.slice(0, ID_MAX - 3) || 'source';
  const free = [base, ...Array.from({ length: 98 }, (_, n) => `${base}_${String(n + 2)}`)];
  return free.find((id) => !taken.includes(id)) ?? base;
}

/** Which field an issue of the schema is about. */
const FIELDS: Readonly<Record<string, SourceField>> = {
  ...{ name: 'name', id: 'id', kind: 'kind', strategy: 'strategy', symbols: 'symbols', approval: 'approval', folder: 'folder' },
  ...{ 'size.maxLots': 'maxLots', 'size.maxRiskPercent': 'maxRiskPercent', 'size.maxRiskMoney': 'maxRiskMoney' },
  ...{ 'limits.perMinute': 'perMinute', 'limits.perDay': 'perDay', 'rhythm.everyMinutes': 'everyMinutes' },
  ...{ 'rhythm.hours': 'from', 'rhythm.hours.from': 'from', 'rhythm.hours.to': 'to' },
};
/** An issue with one entry of a list is one with the list. */
const fieldOf = (path: string): SourceField => FIELDS[path.replace(/\.\d+$/, '')] ?? 'name';

type Around = {
  /** Ids that another source has. */
  readonly taken: readonly string[];
  /** As it is now; null: it is new. */
  readonly before: Source | null;
};

/** The source that a form means, or what is wrong with each of its fields. */
export function readSource(draft: SourceDraft, { taken, before }: Around): Read {
  const parsed = source.safeParse({
    ...{ id: draft.id.trim(), kind: draft.kind, name: draft.name.trim(), enabled: before?.enabled ?? true },
    strategy: draft.strategy === '' ? null : draft.strategy,
    symbols: draft.symbols.split(/[\s,;]+/).filter((one) => one !== ''),
    approval: draft.approval === '' ? null : draft.approval,
    mayLoosen: draft.mayLoosen === 'yes',
    size: {
      maxLots: typedNumber(draft.maxLots),
      maxRiskPercent: typedNumber(draft.maxRiskPercent),
      maxRiskMoney: typedNumber(draft.maxRiskMoney),
    },
    limits: { perMinute: typedNumber(draft.perMinute), perDay: typedNumber(draft.perDay) },
    rhythm: rhythmOf(draft),
    folder: folderOf(draft),
  });
  const faults: Record<string, string> = {};
  const note = (field: SourceField, text: string): void => void (faults[field] ??= text);
  if (draft.name.trim() === '') note('name', 'Give it a name');
  for (const issue of parsed.error?.issues ?? []) note(fieldOf(issue.path.map(String).join('.')), sentence(issueText(issue)));
  if (before === null && taken.includes(draft.id.trim())) note('id', 'Another source has this id: choose another');
  if (draft.everyMinutes.trim() === '' && (draft.from.trim() !== '' || draft.to.trim() !== ''))
    note('everyMinutes', 'Say how often something should come in these hours');
  if (parsed.success) {
    const fault = sourceFault(parsed.data);
    if (fault !== null) note(fieldOf(fault.path), sentence(fault.message));
    if (Object.keys(faults).length === 0) return { ok: true, source: parsed.data };
  }
  return { ok: false, faults };
}

/** Only of a kind that has one: what was typed for another kind before is left out. */
function folderOf({ kind, folder }: SourceDraft): string | null {
  const hasOne = sourceKindOf(kind).doors.some((door) => door === 'folder');
  return hasOne && folder.trim() !== '' ? folder.trim() : null;
}

/** Hours of which one is missing are wrong in that field. */
function rhythmOf({ everyMinutes, from, to }: SourceDraft): unknown {
  const every = typedNumber(everyMinutes);
  if (every === null) return null;
  const hours = from.trim() === '' && to.trim() === '' ? null : { from: from.trim(), to: to.trim() };
  return { everyMinutes: every, hours };
}

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
