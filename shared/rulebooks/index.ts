/** Prop firms' rules as data: presets, or rules of one's own, chosen by the configuration, read by engine and window alike. */
import { present } from '#shared/lib';
import { PRESET_BOOKS } from './presets.ts';
import type { DayReset } from './daily-loss.ts';
import type { Rulebook } from './rulebook.ts';
import { SERVER_MIDNIGHT } from './server-midnight.ts';

export type { DailyLoss, DayReset } from './daily-loss.ts';
export type { MaxLoss } from './max-loss.ts';
export { rulebook, type Rulebook } from './rulebook.ts';

export type Preset = (typeof PRESET_BOOKS)[number]['id'];

/** Every preset's name, the default first. */
export const PRESETS = PRESET_BOOKS.map(({ id }) => id) as [Preset, ...Preset[]];

const RULEBOOKS: ReadonlyMap<Preset, Rulebook> = new Map(PRESET_BOOKS.map((book) => [book.id, book]));

/** Asked several times a turn: what it would say of a missing one is written only then. */
export const rulebookOf = (preset: Preset): Rulebook =>
  RULEBOOKS.get(preset) ?? present<Rulebook>(undefined, `there is a rulebook ${preset}`);

/** What of the configuration chooses a rulebook. */
export type Choice = { readonly preset: Preset; readonly custom: Rulebook | null; readonly stricter: boolean };

/** The rulebook in force: one's own before the preset, read in its stricter way where that is asked for. */
export function rulebookIn({ preset, custom, stricter }: Choice): Rulebook {
  const book = custom ?? rulebookOf(preset);
  return stricter ? stricterThan(book) : book;
}

/** When a day of the rulebook begins, also where no daily limit hangs from it: trades, lots and requests are counted by it. */
export const resetOf = ({ daily, dayReset }: Rulebook): DayReset => daily?.reset ?? dayReset ?? SERVER_MIDNIGHT;

const STRICTER = new WeakMap<Rulebook, Rulebook>();

/** Where sources disagree about a firm, the reading that allows less: a floor that follows the balance, a day from the higher of balance and equity. */
function stricterThan(book: Rulebook): Rulebook {
  const known = STRICTER.get(book);
  if (known !== undefined) return known;
  const { maxLoss, daily } = book;
  const strict: Rulebook = {
    ...book,
    title: `${book.title}, stricter`.slice(0, 60),
    daily: daily === null ? null : { ...daily, anchor: 'higher' },
    maxLoss: maxLoss.mode === 'static_initial' ? { ...maxLoss, mode: 'trailing_eod' } : maxLoss,
  };
  STRICTER.set(book, strict);
  return strict;
}
