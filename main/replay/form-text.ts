import type { FileForm } from '../adapters/history/index.ts';

const SEPARATORS: Readonly<Record<string, string>> = { '\t': 'tabs', ';': 'semicolons', ',': 'commas', '|': '|' };
const STYLES: Readonly<Partial<Record<FileForm['layout']['style'], string>>> = {
  ...{ iso: 'ISO times', epoch_s: 'seconds since 1970', epoch_ms: 'milliseconds since 1970' },
  ...{ epoch_us: 'microseconds since 1970', epoch_ns: 'nanoseconds since 1970', serial: 'a spreadsheet’s days' },
  ...{ dmy: 'dates day, month, year', mdy: 'dates month, day, year', day_first: 'dates day, month, year' },
};

/** How a file is written, in a few words. */
export function formText({ encoding, layout }: FileForm): string {
  const { separator, decimals, style, isNewestFirst, titles } = layout;
  return [
    ...(encoding === null ? [] : [encoding.toUpperCase()]),
    `cells parted by ${SEPARATORS[separator] ?? separator}`,
    ...(titles === null ? ['no titles'] : []),
    decimals === ',' ? 'decimal comma' : 'decimal point',
    STYLES[style] ?? 'dates year, month, day',
    ...(isNewestFirst ? ['newest first, turned round'] : []),
  ].join(', ');
}
