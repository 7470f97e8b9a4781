import { describe, expect, test } from 'vitest';
import { calendarAlarms } from '#engine/monitoring/calendar-alarms.ts';
import { newsOf, newsRules } from '#engine/product-owner/news.ts';
import { parseConfig, type Config } from '#shared/config';
import type { NewsEvent } from '#shared/domain';
import { emptyCockpit, type CalendarCopy } from '#shared/projection';
import { rulebookIn } from '#shared/rulebooks';

const NOW = Date.parse('2026-10-07T10:00Z');
const HOUR = 3_600_000;
const EURUSD = { currencyBase: 'EUR', currencyProfit: 'USD' } as Parameters<typeof newsOf>[3];
const event = (at: number, currency = 'USD', impact: NewsEvent['impact'] = 'high'): NewsEvent => ({
  at,
  currency,
  impact,
  title: 'Rates',
});
const copy = (part: Partial<CalendarCopy>): CalendarCopy => ({
  readAt: NOW,
  source: 'week.json',
  events: [event(NOW + 30 * HOUR)],
  coversUntil: NOW + 40 * HOUR,
  ...part,
});

function configOf(part: unknown): Config {
  const read = parseConfig(part);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

/** ftmo-standard forbids entries around news, ftmo-2-step does not. */
function judged(preset: string, calendar: CalendarCopy | null, whenStale: 'allow' | 'refuse' = 'allow') {
  const config = configOf({ rulebook: { preset }, calendar: { whenStale } });
  const cockpit = { ...emptyCockpit(), config, calendar };
  const news = newsOf(cockpit, config.calendar, rulebookIn(config.rulebook), EURUSD, NOW);
  const [rule] = newsRules(news, config.calendar);
  const alarm = calendarAlarms(cockpit, NOW)[0];
  return {
    rule: rule === undefined ? 'no rule' : `${rule.ok ? 'ok' : 'refused'}${rule.hard ? ' hard' : ''}`,
    text: rule?.text,
    alarm: alarm?.level ?? 'none',
  };
}

describe('a calendar that shows nothing protects nobody', () => {
  const MISSING = null;
  const EMPTY = copy({ events: [], coversUntil: null });
  const ENDED = copy({ events: [event(NOW - 200 * HOUR)], coversUntil: NOW - 180 * HOUR });
  const OLD = copy({ readAt: NOW - 49 * HOUR });
  const FROM_BEFORE = { readAt: NOW, source: 'old.csv', events: [event(NOW - HOUR)] };

  test.each([
    ['missing', MISSING],
    ['empty', EMPTY],
    ['ended', ENDED],
    ['not read for two days', OLD],
    ['of an earlier version, and ended', FROM_BEFORE],
  ])('%s: refused where the firm forbids entries around news, and no override sets that aside', (_name, calendar) => {
    expect(judged('ftmo-standard', calendar)).toMatchObject({ rule: 'refused hard', alarm: 'high' });
    expect(judged('ftmo-standard', calendar, 'refuse').rule).toBe('refused hard');
  });

  test.each([
    ['missing', MISSING, 'no rule', 'none'],
    ['empty', EMPTY, 'ok', 'advisory'],
    ['ended', ENDED, 'ok', 'advisory'],
    ['not read for two days', OLD, 'ok', 'advisory'],
  ])('%s: only told where the caution is the trader’s own', (_name, calendar, rule, alarm) => {
    expect(judged('ftmo-2-step', calendar)).toMatchObject({ rule, alarm });
    if (calendar !== null) expect(judged('ftmo-2-step', calendar, 'refuse').rule).toBe('refused');
  });

  test('the sentence names file, limit, whose rule it is and the remedy', () => {
    expect(judged('ftmo-standard', ENDED).text).toMatch(
      /^The calendar \(week\.json\) ends on 2026-09-29: FTMO .* forbids entries around news: refused\. Put a current/,
    );
    expect(judged('ftmo-standard', OLD).text).toMatch(/read 49\.0 h ago, limit 48 h/);
  });

  test('one that covers the time is relied on', () => {
    expect(judged('ftmo-standard', copy({}))).toMatchObject({ rule: 'ok', alarm: 'none' });
  });
});

describe('an event within the window', () => {
  test('of the firm is hard, of the trader soft', () => {
    const near = copy({ events: [event(NOW + 60_000)] });
    expect([judged('ftmo-standard', near).rule, judged('ftmo-2-step', near).rule]).toEqual(['refused hard', 'refused']);
  });

  test.each([
    ['of another currency', event(NOW + 60_000, 'JPY'), 'ok'],
    ['of every currency', event(NOW + 60_000, 'ALL'), 'refused'],
    ['of medium impact', event(NOW + 60_000, 'USD', 'medium'), 'ok'],
  ])('%s', (_name, one, rule) => expect(judged('ftmo-2-step', copy({ events: [one] })).rule).toBe(rule));

  test('is told with its distance to a hundredth of a minute, when it is over, and whose rule it is', () => {
    const told = (at: number, preset = 'ftmo-2-step') => {
      const config = configOf({ rulebook: { preset }, calendar: { newsMinutes: 5 } });
      const state = { ...emptyCockpit(), calendar: copy({ readAt: NOW - 1.25 * HOUR, events: [event(at)] }) };
      const [rule] = newsRules(newsOf(state, config.calendar, rulebookIn(config.rulebook), EURUSD, NOW), config.calendar);
      return rule;
    };
    expect(told(NOW + 74_700)).toEqual({
      code: 'news',
      ok: false,
      hard: false,
      observed: 1.25,
      limit: 5,
      text: 'USD Rates in 1.2 minutes, entries keep 5 minutes away, until 10:06 UTC (calendar read 1.3 h ago).',
    });
    expect([told(NOW + 74_700 + 333)?.observed, told(NOW - 74_700 - 333)?.observed]).toEqual([1.25, -1.25]);
    expect(told(NOW - 90_000)?.text).toContain('USD Rates 1.5 minutes ago');
    expect(told(NOW)?.text).toContain('USD Rates in 0.0 minutes');
    expect(told(NOW + 60_000, 'ftmo-standard')).toMatchObject({
      hard: true,
      text: expect.stringMatching(/UTC \(FTMO .*; calendar/),
    });
  });

  test('counts even while the calendar is otherwise old', () => {
    expect(judged('ftmo-2-step', copy({ readAt: NOW - 90 * HOUR, events: [event(NOW + 60_000)] })).rule).toBe('refused');
  });
});

test('a file that cannot be read is an alarm with file, row and reason, until it can', () => {
  const config = configOf({ rulebook: { preset: 'ftmo-standard' } });
  const broken = { ...emptyCockpit(), config, calendarFault: 'week.csv row 7, impact: "huge" is not low, medium or high' };
  const [alarm] = calendarAlarms(broken, NOW);
  expect([alarm?.level, alarm?.cause, alarm?.consequence]).toEqual([
    'high',
    'week.csv row 7, impact: "huge" is not low, medium or high. There is no calendar.',
    expect.stringContaining('Entries are refused'),
  ]);
  expect(calendarAlarms({ ...broken, calendar: copy({}) }, NOW)[0]).toMatchObject({
    level: 'advisory',
    consequence: 'The copy read before is used.',
  });
});
