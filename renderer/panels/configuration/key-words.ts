import type { KeyShape } from '#shared/config';
import { exact, NOTHING, sentenceOf, sessionText, spanText, strategyText } from '../../format/index.ts';

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/Ms$/, 'ms'],
  [/(Pct|Percent)$/, '%'],
  [/(Minutes|EscalateAfterMin)$/, 'min'],
  [/Hours$/, 'h'],
  [/Points$/, 'points'],
  [/(R|Rr)$/, 'R'],
  [/^(maxLots|maxLotsPer\w+)$/, 'lots'],
];

const keyOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** The unit that a key's name tells; empty where it tells none. */
export const unitOf = (path: string): string => UNITS.find(([name]) => name.test(keyOf(path)))?.[1] ?? '';

/** Words that a key's own name does not say. */
const TITLES: Readonly<Record<string, string>> = {
  'approvals.ttlMs': 'Life of a card',
  cells: 'Checks and scores',
  'cells.u1': 'U1 validation',
  'cells.u2': 'U2 scoring',
  'cells.u3': 'U3 risk',
  mt5: 'MetaTrader 5',
  intake: 'Signals in',
  paper: 'Paper account',
  model: 'Model',
  calendar: 'News and hours',
  'recovery.policies': 'Steps against faults',
};

/** A key by its last word. */
export const keyTitle = (path: string): string => TITLES[path] ?? sentenceOf(keyOf(path)).replace(/ ms$/, '');

/** The part of the configuration that a key stands in. */
export const sectionOf = (path: string): string => path.slice(0, path.lastIndexOf('.'));

/** A section in words: Strategies, m5 bos, management. */
export const sectionTitle = (section: string): string =>
  section
    .split('.')
    .map((_, at, keys) => partTitle(keys.slice(0, at + 1).join('.')))
    .join(', ');

/** The last word of a section. */
export const partTitle = (section: string): string =>
  TITLES[section] ?? (/^strategies\.[^.]+$/.test(section) ? strategyText(keyOf(section)) : sentenceOf(keyOf(section)));

/** A value of the configuration as a person reads it, with its unit. */
export function shownValue(path: string, value: unknown): string {
  if (value === null || value === undefined) return NOTHING;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return /Ms$/.test(keyOf(path)) ? spanText(value) : `${exact(value)} ${unitOf(path)}`.trim();
  if (typeof value === 'string') return value === '' ? NOTHING : value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((one) => entryText(one)).join(', ');
  const pairs = Object.entries(value as Readonly<Record<string, unknown>>);
  return pairs.length === 0 ? 'none' : pairs.map(([name, one]) => `${name} ${entryText(one)}`).join(', ');
}

function entryText(value: unknown): string {
  if (typeof value === 'string')
    return sessionText(value) === value ? value : /^[a-z_]+$/.test(value) ? sessionText(value) : value;
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.values(value).map(String).join(' ');
}

/** What is allowed, in words; empty where the field shows it itself. */
export function allowedText(shape: KeyShape): string {
  if (shape.kind !== 'number') return shape.isNullable ? 'Empty: none.' : '';
  const { min, max, isAbove, isWhole } = shape;
  const bound = (value: number): string => exact(value);
  const from = min === null || min <= Number.MIN_SAFE_INTEGER ? '' : `${isAbove ? 'above' : 'from'} ${bound(min)}`;
  const to = max === null || max >= Number.MAX_SAFE_INTEGER ? '' : `up to ${bound(max)}`;
  const range = [isWhole ? 'whole' : '', from, to].filter((part) => part !== '').join(' ');
  return [range === '' ? '' : `${range.charAt(0).toUpperCase()}${range.slice(1)}.`, shape.isNullable ? 'Empty: none.' : '']
    .filter((part) => part !== '')
    .join(' ');
}
