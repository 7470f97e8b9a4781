import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALARMS } from '#shared/domain/alarms.ts';
import { keyShapes } from '#shared/config';
import { ALARM_PAGES, keyOfRule, pageOfAlarm, RULE_KEYS } from '#renderer/panels/help/manual-places.ts';
import { manualPart } from '#renderer/panels/help/manual-page.tsx';
import { manualPages, manualSections, searchManual, slugOf } from '#renderer/panels/help/manual.ts';

const pages = manualPages();
const sections = manualSections(pages);
const places = new Set(sections.map(({ page, slug }) => (slug === '' ? page : `${page}/${slug}`)));

describe('the manual in the window', () => {
  it('has every page of assets/help, the contents first', () => {
    expect([pages[0]?.name, pages.length > 20]).toEqual(['README', true]);
    expect(pages.filter(({ title, name }) => title === name)).toEqual([]);
  });

  it('explains every kind of alarm at a place that is there', () => {
    expect(Object.keys(ALARM_PAGES).sort()).toEqual(Object.keys(ALARMS).sort());
    expect(Object.values(ALARM_PAGES).filter((place) => !places.has(place))).toEqual([]);
    expect(pageOfAlarm('a_kind_of_an_older_version')).toBe('troubleshooting');
  });

  it('names for a rule a key that is there', () => {
    const keys = new Set(keyShapes().map(({ path }) => path));
    expect(Object.keys(RULE_KEYS).filter((code) => !keys.has(keyOfRule(code, 'm5_bos') ?? ''))).toEqual([]);
    expect([keyOfRule('min_rr', 'm5_bos'), keyOfRule('session', 'gold'), keyOfRule('trend', 'm5_bos')]).toEqual([
      'cells.u3.minRr',
      'strategies.gold.sessions',
      null,
    ]);
  });

  it('leads each of its own links to a place that is there', () => {
    const dead = pages.flatMap(({ name, text }) =>
      [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, href = '']) => {
        const part = manualPart(href, name);
        return part === null || places.has(part) ? [] : [`${name}: ${href}`];
      }),
    );
    expect(dead).toEqual([]);
  });

  it('takes no page of the repository and no address for a page of its own', () => {
    const read = (href: string) => manualPart(href, 'safety');
    expect(['../../README.md', 'https://example.com/a.md', ''].map(read)).toEqual([null, null, null]);
    expect([read('#time'), read('news.md'), read('news.md#hours')]).toEqual(['safety/time', 'news', 'news/hours']);
    expect(existsSync(join(import.meta.dirname, '../../../../assets/help/safety.md'))).toBe(true);
  });

  it('finds sections that have all the words, titles first, with the place around the word', () => {
    const found = searchManual(sections, 'emergency STOP');
    expect(found[0]).toMatchObject({ page: 'safety', title: 'The emergency stop' });
    expect(searchManual(sections, 'minRr reward')).toEqual([]);
    expect(searchManual(sections, 'cells.u3 minRr').length + searchManual(sections, 'minRr').length).toBeGreaterThan(0);
    expect(searchManual(sections, '  ')).toEqual([]);
    expect(searchManual(sections, 'swordfish')).toEqual([]);
  });

  it('takes a comment in a sample for no heading', () => {
    const text = ['# Page', '', '## One', '```bash', '## not a heading', '```', '## Two words, here'].join('\n');
    expect(manualSections([{ name: 'p', title: 'Page', text }]).map(({ slug }) => slug)).toEqual(['', 'one', 'two-words-here']);
    expect(slugOf('`strategies.m5_bos[]`')).toBe('strategiesm5_bos');
  });
});
