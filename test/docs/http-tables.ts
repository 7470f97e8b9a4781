import { format } from 'prettier';
import { z } from 'zod';
import { ROUTES, TAGS, type Route } from '#main/adapters/http/index.ts';

const FROM = '<!-- routes: written by npm run docs -->';
const TO = '<!-- end of routes -->';

/** The page on the HTTP API with its tables of routes as the registry has them. */
export async function withRoutes(page: string): Promise<string> {
  const [before, rest] = page.split(FROM);
  const after = rest?.split(TO)[1];
  if (before === undefined || after === undefined) throw new Error('assets/help/http-api.md has lost the marks of its tables');
  const shown = ROUTES.filter(({ isPage }) => isPage !== true);
  const sections = TAGS.flatMap((tag) => {
    const rows = shown.filter((row) => row.tag === tag);
    return rows.length === 0 ? [] : [`## ${tag}\n\n${tableOf(rows)}\n\n${problems(rows)}`];
  });
  return format(`${before}${FROM}\n\n${sections.join('\n\n')}\n\n${TO}${after}`, { parser: 'markdown', printWidth: 130 });
}

function tableOf(rows: readonly Route[]): string {
  const lines = rows.map((row) => `| \`${row.method} ${row.path}\` | ${row.who} | ${takes(row)} | ${gives(row)} |`);
  return ['| address | who | takes | gives |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

/** The keys of query and body; those in brackets may be left out. */
function takes({ query, body }: Route): string {
  const keys = [query, body].flatMap((schema) => {
    if (schema === undefined) return [];
    const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    return Object.keys(properties).map((name) => (required.includes(name) ? `\`${name}\`` : `[\`${name}\`]`));
  });
  return keys.length > KEYS_MAX ? `${keys.slice(0, KEYS_MAX).join(', ')}, ...` : keys.join(', ');
}
const KEYS_MAX = 3;

const gives = ({ summary, more }: Route): string => (more === undefined ? summary : `${summary} ([${more[0]}](${more[1]}))`);

/** The problems that only some of the rows have, each with its routes. */
function problems(rows: readonly Route[]): string {
  const lines = rows.flatMap(({ method, path, errors }) =>
    errors.length === 0 ? [] : [`- \`${method} ${path}\`: ${errors.map((code) => `\`${code}\``).join(', ')}`],
  );
  return lines.length === 0 ? '' : `Problems of their own:\n\n${lines.join('\n')}`;
}
