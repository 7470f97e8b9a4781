import type { ReplayAsk, RowAsk, SweepAsk } from '#shared/ipc';
import type { Preset } from '#shared/rulebooks';

/** What is filled in for a run; texts as they are typed. */
export type RunDraft = {
  readonly name: string;
  readonly files: readonly string[];
  readonly kind: 'auto' | 'bars' | 'ticks';
  readonly rows: Readonly<Record<'symbol' | 'spread' | 'scale' | 'server-zone' | 'from' | 'to', string>>;
  readonly dates: '' | 'dmy' | 'mdy' | 'ymd';
  readonly decimals: '' | 'comma' | 'point';
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
  ...{ name: '', files: [], kind: 'auto', dates: '', decimals: '', skipBad: false, rulebook: '', enabled: {} },
  rows: { symbol: '', spread: '', scale: '', 'server-zone': '', from: '', to: '' },
  ...{ approve: 'all', score: '0.7', afterS: '0', intrabar: 'pessimistic', rearm: 'daily', rates: '', calendar: '', spec: '' },
  params: [
    { path: '', values: '' },
    { path: '', values: '' },
  ],
};

/** How the files are read, without what was left empty. */
export function rowsOf({ rows, dates, decimals, skipBad }: RunDraft): RowAsk {
  const typed = Object.fromEntries(Object.entries(rows).filter(([, text]) => text.trim() !== '')) as RowAsk;
  return {
    ...typed,
    ...(dates === '' ? {} : { dates }),
    ...(decimals === '' ? {} : { decimals }),
    ...(skipBad ? { 'skip-bad': true } : {}),
  };
}

export const kindOf = ({ kind }: RunDraft): ReplayAsk['kind'] => (kind === 'auto' ? null : kind);

const termsOf = (draft: RunDraft): Omit<SweepAsk, 'kindOfJob' | 'params'> => ({
  name: draft.name.trim() === '' ? draft.files.join(', ').slice(0, 80) : draft.name.trim(),
  files: [...draft.files],
  kind: kindOf(draft),
  rows: rowsOf(draft),
  change: {
    ...(draft.rulebook === '' ? {} : { rulebook: { preset: draft.rulebook, custom: null } }),
    ...(Object.keys(draft.enabled).length === 0
      ? {}
      : { strategies: Object.fromEntries(Object.entries(draft.enabled).map(([id, enabled]) => [id, { enabled }])) }),
  },
  rearm: draft.rearm,
  rates: draft.rates
    .split(/[\s,;]+/)
    .filter((text) => text !== '')
    .slice(0, 8),
  spec: draft.spec === '' ? null : draft.spec,
});

export const replayOf = (draft: RunDraft): ReplayAsk => ({
  kindOfJob: 'replay',
  ...termsOf(draft),
  approve: { what: draft.approve, score: numberIn(draft.score) ?? 0, afterS: numberIn(draft.afterS) ?? 0 },
  intrabar: draft.intrabar,
  calendar: draft.calendar === '' ? null : draft.calendar,
});

export const sweepOf = (draft: RunDraft): SweepAsk => ({
  kindOfJob: 'sweep',
  ...termsOf(draft),
  params: draft.params
    .filter(({ path, values }) => path !== '' && values.trim() !== '')
    .map(({ path, values }) => ({ path, values: values.trim() })),
});

/** Why it cannot be asked for yet; null: it can. */
export function missingOf(draft: RunDraft, isSweep: boolean): string | null {
  if (draft.files.length === 0) return 'Choose a price file first';
  const [score, after] = [numberIn(draft.score), numberIn(draft.afterS)];
  if (!isSweep && draft.approve === 'score' && !(score !== null && score >= 0 && score <= 1))
    return 'A score is a number from 0 to 1';
  if (!isSweep && !(after !== null && Number.isInteger(after) && after >= 0 && after <= 86_400))
    return 'Seconds at a card are a whole number, 0 or more';
  if (!isSweep) return null;
  const { params } = sweepOf(draft);
  if (params.length === 0) return 'Choose a setting and the values to try';
  if (draft.params.some(({ path, values }) => (path === '') !== (values.trim() === '')))
    return 'A setting needs values, and values a setting';
  return new Set(params.map(({ path }) => path)).size < params.length ? 'The two settings are the same' : null;
}

function numberIn(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) ? null : value;
}
