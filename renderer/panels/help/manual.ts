import { hasWords, searchWords } from '../../format/index.ts';

/** Every page of the manual by its name, as Markdown. Fetched when it is read: a start does not wait for it. */
const texts = import.meta.glob<string>('../../../assets/help/*.md', { query: '?raw', import: 'default', eager: true });

export type ManualPage = { readonly name: string; readonly title: string; readonly text: string };
export type Section = {
  readonly page: string;
  readonly pageTitle: string;
  /** Empty: the page's beginning. */
  readonly slug: string;
  readonly title: string;
  readonly text: string;
};

/** The heading's place in its page, as the links of the manual name it. */
export const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replace(/ /g, '-');

/** The first page first, then the order in which it lists the others. */
export function manualPages(): readonly ManualPage[] {
  const pages = Object.entries(texts).map(([path, text]): ManualPage => {
    const name = path.replace(/^.*\//, '').replace(/\.md$/, '');
    const plain = text.replace(/<!--[\s\S]*?-->/g, '').trim();
    return { name, title: /^# (.+)$/m.exec(plain)?.[1] ?? name, text: plain };
  });
  const contents = pages.find(({ name }) => name === 'README')?.text ?? '';
  const placeOf = (name: string): number => (name === 'README' ? -1 : contents.indexOf(`(${name}.md)`) + 1 || Infinity);
  return pages.sort((a, b) => placeOf(a.name) - placeOf(b.name));
}

/** Every page cut at its headings. Signs of comments in a sample are no headings. */
export function manualSections(pages: readonly ManualPage[]): readonly Section[] {
  return pages.flatMap(({ name, title, text }) => {
    const sections: { slug: string; title: string; lines: string[] }[] = [{ slug: '', title, lines: [] }];
    let isSample = false;
    for (const line of text.split('\n')) {
      if (line.startsWith('```')) isSample = !isSample;
      const heading = isSample ? undefined : /^#{2,4} (.+)$/.exec(line)?.[1];
      if (heading === undefined) sections.at(-1)?.lines.push(line);
      else sections.push({ slug: slugOf(heading), title: heading, lines: [] });
    }
    return sections.map(({ lines, ...section }) => ({ page: name, pageTitle: title, ...section, text: lines.join('\n') }));
  });
}

export type Found = Section & { readonly excerpt: string };
const EXCERPT = 120;

/** The sections that have all the words, those with them in their title first. */
export function searchManual(sections: readonly Section[], question: string): readonly Found[] {
  const words = searchWords(question);
  if (words.length === 0) return [];
  const found = sections.filter(({ title, text }) => hasWords(`${title} ${text}`, words));
  const inTitle = found.filter(({ title }) => hasWords(title, words));
  return [...inTitle, ...found.filter(({ title }) => !hasWords(title, words))].map((section) => ({
    ...section,
    excerpt: excerptOf(section.text, words[0] ?? ''),
  }));
}

function excerptOf(text: string, word: string): string {
  const plain = text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*_|#-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const at = Math.max(0, plain.toLowerCase().indexOf(word) - EXCERPT / 3);
  const from = at === 0 ? 0 : plain.indexOf(' ', at) + 1;
  return `${from > 0 ? '… ' : ''}${plain.slice(from, from + EXCERPT)}${from + EXCERPT < plain.length ? ' …' : ''}`;
}
