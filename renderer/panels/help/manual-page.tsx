import Markdown, { RuleType, type MarkdownToJSX } from 'markdown-to-jsx/react';
import { useEffect, useRef, type ReactNode } from 'react';
import { hashOf } from '../../address.ts';
import { bringIntoView } from '../../controls/index.ts';
import type { ManualPage } from './manual.ts';
import { slugOf } from './manual.ts';

const helpHash = (part: string): string => hashOf({ view: 'help', signalId: null, part });

/** Where a link of the manual leads in the window: another place of the manual; null outside. */
export function manualPart(href: string, page: string): string | null {
  const inside = /^(?:([\w-]+)\.md)?(?:#(.+))?$/.exec(href);
  if (inside === null || href === '') return null;
  const [, name = page, slug] = inside;
  return slug === undefined ? name : `${name}/${slug}`;
}

/** One page of the manual; the section that is wanted is scrolled to and has the focus. */
export function ManualText({ page, slug }: { readonly page: ManualPage; readonly slug: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const headings = [...(box.current?.querySelectorAll<HTMLElement>('[id]') ?? [])];
    const wanted = headings.find(({ id }) => id === slug);
    if (wanted === undefined) {
      if (box.current !== null) box.current.scrollTop = 0;
      return;
    }
    bringIntoView(wanted, 'start');
    wanted.focus({ preventScroll: true });
  }, [page, slug]);
  return (
    <div className="panel-body manual" tabIndex={0} role="group" aria-label={page.title} ref={box}>
      <Markdown options={optionsFor(page.name)}>{page.text}</Markdown>
    </div>
  );
}

const optionsFor = (page: string): MarkdownToJSX.Options => ({
  disableParsingRawHTML: true,
  forceBlock: true,
  wrapper: 'article',
  slugify: (heading) => slugOf(heading),
  overrides: {
    // The view has the first heading; the page's own come under it.
    h1: heading('h2'),
    h2: heading('h3'),
    h3: heading('h4'),
    h4: heading('h5'),
    table: ({ children }: { readonly children?: ReactNode }) => (
      <div className="wide-list">
        <table>{children}</table>
      </div>
    ),
    pre: ({ children }: { readonly children?: ReactNode }) => <pre tabIndex={0}>{children}</pre>,
    a: ({ href = '', children }: { readonly href?: string; readonly children?: ReactNode }) => {
      const part = manualPart(href, page);
      // What is not in the window is named, not opened.
      return part === null ? (
        <span>
          {children} <span className="code dim">{href}</span>
        </span>
      ) : (
        <a className="link strong" href={helpHash(part)}>
          {children}
        </a>
      );
    },
  },
  renderRule: (next, node) => (node.type === RuleType.image ? null : next()),
});

const heading =
  (Tag: 'h2' | 'h3' | 'h4' | 'h5') =>
  ({ id, children }: { readonly id?: string; readonly children?: ReactNode }) => (
    <Tag id={id} tabIndex={-1}>
      {children}
    </Tag>
  );
