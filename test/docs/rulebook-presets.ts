import { format } from 'prettier';
import { PRESETS, resetOf, rulebookOf, type Rulebook } from '#shared/rulebooks';

const FROM = '<!-- presets: written by npm run docs -->';
const TO = '<!-- end of presets -->';

/** The page on rulebooks with its table of presets as the sources have them. */
export async function withPresets(page: string): Promise<string> {
  const [before, rest] = page.split(FROM);
  const after = rest?.split(TO)[1];
  if (before === undefined || after === undefined) throw new Error('assets/help/rulebooks.md has lost the marks of its table');
  const table = [
    '| `preset` | title | day limit | from | reset | account | target | verified |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...PRESETS.map((preset) => row(preset, rulebookOf(preset))),
    '',
    'What sources disagree about, or do not say:',
    '',
    ...PRESETS.flatMap((preset) => {
      const { doubts } = rulebookOf(preset);
      return doubts === undefined ? [] : [`- \`${preset}\`: ${doubts}`];
    }),
  ];
  return format(`${before}${FROM}\n\n${table.join('\n')}\n\n${TO}${after}`, { parser: 'markdown', printWidth: 130 });
}

function row(preset: string, book: Rulebook): string {
  const { title, daily, maxLoss, targetPct, verifiedOn } = book;
  const limit = daily === null ? 'none' : `${daily.limitPct} % of ${daily.limitOf === 'initial' ? 'initial' : 'day start'}`;
  const anchor = daily === null ? 'none' : daily.anchor === 'higher' ? 'higher of both' : daily.anchor;
  const target = targetPct === null ? 'none' : `${targetPct} %`;
  return `| \`${preset}\` | ${title} | ${limit} | ${anchor} | ${resetOf(book).name} | ${maxLoss.limitPct} %, \`${maxLoss.mode}\` | ${target} | ${verifiedOn} |`;
}
