import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { root } from '#main/launcher/project.mjs';

/** Made by tools, or kept by git: nothing in them is ours to read. */
const SKIPPED = /^(node_modules|dist|\.cache|\.git|data|release|coverage)(\/|$)/;

/** Every file of the project by its path from the root, with forward slashes. */
export function filesOf(ending: RegExp): readonly string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (SKIPPED.test(path)) continue;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile() && ending.test(path)) found.push(path);
    }
  };
  walk('');
  return found.sort();
}

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The page without its code, in which brackets are no links. */
const prose = (page: string): string => page.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

/** The anchors a page offers, as GitHub makes them from its headings. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const headings = page.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6} +(.+?)\s*$/gm);
  return new Set(
    [...headings].map(([, title = '']) => {
      const slug = title
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-');
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      return times === 0 ? slug : `${slug}-${times}`;
    }),
  );
}

/** What is wrong with the links of one page that stay within the project. */
export function brokenLinks(path: string, page: string): readonly string[] {
  const links = [...prose(page).matchAll(/!?\[[^\]]*\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)].map(([, target = '']) => target);
  return links.flatMap((target) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return [];
    const [file = '', anchor] = target.split('#');
    const at = file === '' ? join(root, path) : resolve(root, dirname(path), decodeURIComponent(file));
    if (!existsSync(at)) return [`${path}: ${target} is not there`];
    if (anchor === undefined) return [];
    const isPage = statSync(at).isFile() && at.endsWith('.md');
    const anchors = isPage ? anchorsOf(file === '' ? page : readFileSync(at, 'utf8')) : new Set<string>();
    return anchors.has(anchor) ? [] : [`${path}: ${target} names no heading`];
  });
}
