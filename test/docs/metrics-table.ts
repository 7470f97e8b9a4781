import { format } from 'prettier';
import { METRICS } from '#main/runtime/metrics/index.ts';

const FROM = '<!-- metrics: written by npm run docs -->';
const TO = '<!-- end of metrics -->';

/** The page on monitoring with its table of metrics as the sources have them. */
export async function withMetrics(page: string): Promise<string> {
  const [before, rest] = page.split(FROM);
  const after = rest?.split(TO)[1];
  if (before === undefined || after === undefined) throw new Error('assets/help/monitoring.md has lost the marks of its table');
  const rows = METRICS.map(({ name, kind, help }) => `| \`${name}\` | ${kind} | ${help} |`);
  const table = ['| metric | kind | what it is |', '| --- | --- | --- |', ...rows].join('\n');
  return format(`${before}${FROM}\n\n${table}\n\n${TO}${after}`, { parser: 'markdown', printWidth: 130 });
}
