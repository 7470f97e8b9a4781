import { format } from 'prettier';
import { config } from '#shared/config';
import { tablesOf, type KeyRow, type KeyTable } from './schema-tables.ts';

/** Longer lists of choices stand below their table. */
const TYPE_MAX = 48;
const MEANING_MAX = 80;

const HEAD = `<!-- Written by npm run docs from the schema in shared/config. Change it there. -->

# Configuration

The cockpit reads \`config.json\` in its data folder, or the file given with \`--config FILE\`. It is JSON, merged over the
defaults below: write only what you change. A key that does not exist is an error that names the nearest one; so is a value
that is not allowed. Nothing starts before that is mended. Percentages are 0 to 100, shares 0 to 1, times in milliseconds
where the name ends in \`Ms\`.

\`\`\`json
{
  "approvals": { "mode": "veto", "ttlMs": 20000 },
  "strategies": { "m5_bos": { "sessions": ["london"], "riskPercent": 0.4 } },
  "rulebook": { "preset": "ftmo-swing", "initialBalance": 50000 }
}
\`\`\`

\`npm run schema\` writes the same as a JSON Schema, \`dist/schema/config.json\`, which editors can check the file with.
What the words mean is in the [glossary](glossary.md).
`;

/** The page as it is committed: \`assets/help/configuration.md\`. */
export async function configurationPage(): Promise<string> {
  const tables = onceEach(tablesOf(config));
  const page = [HEAD, ...tables.map(section)].join('\n');
  return format(page, { parser: 'markdown', printWidth: 130 });
}

/** Lists of the same kind of entry are described once. */
function onceEach(tables: readonly KeyTable[]): readonly KeyTable[] {
  const seen = new Map<string, KeyTable>();
  for (const table of tables) {
    const rows = JSON.stringify(table.rows);
    const known = table.path.endsWith('[]') ? seen.get(rows) : undefined;
    if (known === undefined) seen.set(table.path.endsWith('[]') ? rows : table.path, table);
    else seen.set(rows, { path: known.path.replace(/\.[^.]+\[\]$/, '[]'), title: 'One entry of such a list.', rows: table.rows });
  }
  return [...seen.values()];
}

function section({ path, title, rows }: KeyTable): string {
  const level = path.includes('.') ? '###' : '##';
  const long = rows.filter(({ type }) => type.length > TYPE_MAX);
  const table = rows.map((row) => tableRow(row, long.includes(row)));
  const head = ['| key | type | default | meaning |', '| --- | --- | --- | --- |'];
  const below = long.map(({ key, type }) => `\`${key}\`: ${type}.\n`.replace(/(.{90,110}?) /g, '$1\n'));
  return [`${level} ${path}`, '', sentence(title), '', ...(rows.length === 0 ? [] : [...head, ...table, '']), ...below].join(
    '\n',
  );
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;

function tableRow({ key, type, preset, meaning }: KeyRow, isLong: boolean): string {
  if (meaning === '' || meaning.length > MEANING_MAX)
    throw new Error(`${key}: every key is described, in at most ${MEANING_MAX} characters; "${meaning}" has ${meaning.length}`);
  return `| \`${key}\` | ${isLong ? 'see below' : type} | ${preset} | ${meaning.replaceAll('|', '\\|')} |`;
}
