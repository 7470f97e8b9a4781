/** What stands before the decimals of a file's numbers. */
export type DecimalMark = '.' | ',';

/** Thousands in groups of three, parted by one sign throughout; a point or a comma only where it is not the decimal mark. */
const GROUPED = {
  '.': /^([+-]?\d{1,3})(?=([,'\u2019\u00a0\u202f _]))((?:\2\d{3})+)(\.\d*)?$/,
  ',': /^([+-]?\d{1,3})(?=([.'\u2019\u00a0\u202f _]))((?:\2\d{3})+)(,\d*)?$/,
} as const;
const GROUP_SIGNS = /[^\d]/g;
const PLAIN = /^[\d.]*$/;

/** A cell's number as JavaScript writes it; what is no number by the mark stays as it is, and is refused where it is read. */
export function plainNumber(cell: string, mark: DecimalMark): string {
  if (mark === '.' && PLAIN.test(cell)) return cell;
  const text = cell.trim();
  const grouped = GROUPED[mark].exec(text);
  if (grouped !== null) {
    const [, head = '', , groups = '', tail = ''] = grouped;
    return `${head}${groups.replace(GROUP_SIGNS, '')}${tail.replace(',', '.')}`;
  }
  if (mark === '.') return cell;
  return text.includes('.') ? `${text}${NO_NUMBER}` : text.replace(',', '.');
}
/** A point where commas are before the decimals, and no thousands are parted by it: nobody knows what it means. */
const NO_NUMBER = ' (a point, and decimals have a comma)';

const SUFFIXES: Readonly<Record<string, number>> = { K: 1e3, К: 1e3, M: 1e6, М: 1e6, B: 1e9, T: 1e12 };

/** A volume, which may be counted in thousands or millions ("1.23K"), or be a dash or -1 (Interactive Brokers) where there is none. */
export function plainVolume(cell: string, mark: DecimalMark): string {
  const text = cell.trim();
  if (/^([-–—]|-1(\.0)?)$/.test(text)) return '';
  const [, count = '', suffix = ''] = /^(.*\d)\s?([KКMМBT])$/i.exec(text) ?? [];
  const times = SUFFIXES[suffix.toUpperCase()];
  if (times === undefined) {
    const plain = plainNumber(cell, mark);
    // Some tables have commas in their prices alone.
    return plain.endsWith(NO_NUMBER) ? text : plain;
  }
  return String(Number((Number(plainNumber(count, mark)) * times).toPrecision(15)));
}

/** What one cell tells of the decimal mark. `either`: what stands before its three digits may part thousands or decimals. */
export type Evidence = DecimalMark | 'either' | null;

/** Numbers with marks only, a sign of percent or thousands and millions behind. */
const MARKED = /^[+-]?(\d*(?:[.,'\u2019\u00a0\u202f _]\d+)+)\s?[%KКMМBT]?$/i;

/** Reads one cell. Two different marks, or one that comes twice, are told apart by their order; one before other than three digits is the decimal one. */
export function evidenceOf(cell: string): Evidence {
  const [, number] = MARKED.exec(cell.trim()) ?? [];
  if (number === undefined) return null;
  const marks = number.replace(/[\d'\u2019\u00a0\u202f _]/g, '');
  if (marks === '') return null;
  const last = marks.at(-1) === ',' ? ',' : '.';
  const other = last === ',' ? '.' : ',';
  if (marks.includes(other)) return last;
  if (marks.length > 1) return /^\d{1,3}(\D\d{3})+$/.test(number) ? other : null;
  const [head = '', tail = ''] = number.split(last);
  // 44 123,5 and 1'234.50 have their thousands parted by another sign already.
  if (/\D/.test(head)) return last;
  return tail.length === 3 && head.length >= 1 && head.length <= 3 && !head.startsWith('0') ? 'either' : last;
}
