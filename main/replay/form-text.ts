import type { FileForm } from '../adapters/history/index.ts';

const SEPARATORS: Readonly<Record<string, string>> = { '\t': 'tabs', ';': 'semicolons', ',': 'commas', '|': '|' };
const STYLES: Readonly<Partial<Record<FileForm['layout']['style'], string>>> = {
  ...{ iso: 'ISO times', epoch_s: 'seconds since 1970', epoch_ms: 'milliseconds since 1970' },
  ...{ epoch_us: 'microseconds since 1970', epoch_ns: 'nanoseconds since 1970', serial: 'a spreadsheet’s days' },
  ...{ dmy: 'dates day, month, year', mdy: 'dates month, day, year', day_first: 'dates day, month, year' },
};

/** How a file is written, in a few words. `hasPoint`: a spread of bid and ask can be counted in points. */
export function formText({ encoding, shape, layout }: FileForm, hasPoint = true): string {
  const { separator, decimals, style, isNewestFirst, titles, zones } = layout;
  return [
    ...(encoding === null ? [] : [encoding.toUpperCase()]),
    ...(shape === 'text'
      ? [
          `cells parted by ${SEPARATORS[separator] ?? separator}`,
          ...(titles === null ? ['no titles'] : []),
          decimals === ',' ? 'decimal comma' : 'decimal point',
        ]
      : [shape === 'json' ? 'JSON' : 'JSON lines']),
    STYLES[style] ?? 'dates year, month, day',
    ...seriesText(layout, hasPoint),
    ...(zones.length === 0 ? [] : [zonesText(zones)]),
    ...(isNewestFirst ? ['newest first, turned round'] : []),
  ].join(', ');
}

/** What the cells say of their zone; more names than these are left out. */
const ZONES_SHOWN = 3;
const zonesText = (zones: readonly string[]): string =>
  `zone in the cells: ${zones.slice(0, ZONES_SHOWN).join(' and ')}${zones.length > ZONES_SHOWN ? ' and others' : ''}`;

/** Whose prices are read, where the titles say whose they are. */
function seriesText({ series, columns }: FileForm['layout'], hasPoint: boolean): readonly string[] {
  if (series === 'mid') return ['mid prices, taken for bids'];
  if (series !== 'bid') return [];
  if (!columns.has('ask open') || columns.has('spread')) return ['bid prices'];
  return hasPoint
    ? ['bid prices, spread to the ask']
    : ['bid prices', 'no spread to the ask without a specification of the symbol'];
}
