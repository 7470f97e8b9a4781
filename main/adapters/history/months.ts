const plain = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase();

/**
 * Beginnings of the months' names, as far as they tell one month from another: English, German, French, Spanish, Italian,
 * Portuguese, Dutch, Polish, Turkish, Russian.
 */
const NAMES: readonly (readonly string[])[] = [
  'jan ene gen sty oca янв',
  'feb fev lut sub фев',
  'mar mrz maerz mrt мар',
  'apr avr abr kwi nis апр',
  'may mai mag mei maj май мая',
  'jun juin giu cze haz июн',
  'jul juil lug lip tem июл',
  'aug aou ago sie agu авг',
  'sep set wrz eyl сен',
  'oct okt ott out paz eki окт',
  'nov lis kas ноя',
  'dec dez dic gru ara дек',
].map((names) => names.split(' ').map(plain));

/** The month that a word names, 1 to 12, in full or short, with or without a point; null: none. */
export function monthNamed(word: string): number | null {
  const asked = plain(word);
  const index = NAMES.findIndex((names) => names.some((name) => asked.startsWith(name)));
  return index === -1 ? null : index + 1;
}
