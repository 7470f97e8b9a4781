import { escaped } from './words.ts';
import { STYLE } from './style.ts';

/** Rows, the first of which are headings, and words below or above: a sweep as one HTML file that needs no network. */
export function tablePage(title: string, words: readonly string[], rows: readonly (readonly string[])[]): string {
  const [heads = [], ...body] = rows;
  const told = words.map((one) => `<p>${escaped(one)}</p>`).join('');
  const head = heads.map((cell) => `<th class="n">${escaped(cell)}</th>`).join('');
  const lines = body.map((cells) => `<tr>${cells.map((cell) => `<td class="n">${escaped(cell)}</td>`).join('')}</tr>`).join('');
  const table = `<section><div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${lines}</tbody></table></div></section>`;
  const meta = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>`;
  return `<!doctype html>\n<html lang="en"><head>${meta}<style>${STYLE}</style></head><body><h1>${escaped(title)}</h1><section class="verdict">${told}</section>${table}</body></html>\n`;
}
