import type { ReplayAsk, RowAsk, SweepAsk } from '#shared/ipc';
import { EMPTY_DRAFT, type RunDraft } from '../../store/index.ts';

/** How the files are read, without what was left empty. */
export function rowsOf({ rows, dates, decimals, stamps, skipBad }: RunDraft): RowAsk {
  const typed = Object.fromEntries(Object.entries(rows).filter(([, text]) => text.trim() !== '')) as RowAsk;
  return {
    ...typed,
    ...(dates === '' ? {} : { dates }),
    ...(decimals === '' ? {} : { decimals }),
    ...(stamps === '' ? {} : { stamps }),
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
    return 'A U1 score is a number from 0 to 1';
  if (!isSweep && !(after !== null && Number.isInteger(after) && after >= 0 && after <= 86_400))
    return 'Seconds at a card are a whole number, 0 or more';
  if (!isSweep) return null;
  const { params } = sweepOf(draft);
  if (params.length === 0) return 'Choose a setting and the values to try';
  if (draft.params.some(({ path, values }) => (path === '') !== (values.trim() === '')))
    return 'A setting needs values, and values a setting';
  return new Set(params.map(({ path }) => path)).size < params.length ? 'The two settings are the same' : null;
}

const READING = ['kind', 'dates', 'decimals', 'stamps', 'skipBad'] as const;
const REST = ['intrabar', 'rearm', 'rates', 'calendar', 'spec'] as const;
const changedOf = (draft: RunDraft, keys: readonly (keyof RunDraft)[]): number =>
  keys.filter((key) => draft[key] !== EMPTY_DRAFT[key]).length;

/** How many fields of the two folded parts of the form are filled in: what counts for a run is not hidden without a word. */
export const foldedIn = (draft: RunDraft): { readonly reading: number; readonly more: number } => ({
  reading: changedOf(draft, READING) + Object.values(draft.rows).filter((text) => text.trim() !== '').length,
  more: changedOf(draft, REST),
});

function numberIn(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) ? null : value;
}
