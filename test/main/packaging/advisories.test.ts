import { expect, test } from 'vitest';
import { allowedAdvisories, auditLines } from '#main/packaging/index.ts';

const advisory = (name: string, id: string) => ({
  ...{ source: 1, name, dependency: name, title: `${name} can be tricked`, severity: 'moderate', range: '<2.0.0' },
  url: `https://github.com/advisories/${id}`,
});
const OURS = advisory('shipped', 'GHSA-aaaa-bbbb-cccc');
const TOOL = advisory('builder', 'GHSA-1111-2222-3333');
const reported = (...vias: readonly (object | string)[]): string =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(vias.map((via, i) => [`p${i}`, { name: `p${i}`, severity: 'moderate', via: [via] }])),
    metadata: {},
  });
const allowed = allowedAdvisories.parse([
  { id: 'GHSA-aaaa-bbbb-cccc', why: 'The part that can be tricked is not bundled.', until: '2026-12-31' },
]);
const ask = { shipped: ['shipped', 'electron'], allowed: [], isNeeded: true, now: new Date('2026-12-31T23:00:00Z') };

test('a weakness of what is shipped stands against a release, by name, range and address', () => {
  expect(() => auditLines({ ...ask, answer: reported(OURS, 'p0', TOOL) })).toThrow(
    /a known weakness is in what would be shipped:\n {2}shipped <2\.0\.0 \(moderate\): shipped can be tricked, https:.*GHSA-aaaa-bbbb-cccc\n/,
  );
});

test('one of a tool is told, and stands against nothing', () => {
  expect(auditLines({ ...ask, answer: reported(TOOL, TOOL) })).toEqual([
    'no known weakness in what is shipped',
    'known weaknesses of what only builds or tests: 1',
  ]);
});

test('one that is allowed is named until its last day is over; an allowance that is needed no more is told', () => {
  const known = { ...ask, allowed, answer: reported(OURS) };
  expect(auditLines(known)).toEqual(['no known weakness in what is shipped, but for GHSA-aaaa-bbbb-cccc (allowed)']);
  expect(() => auditLines({ ...known, now: new Date('2027-01-01T00:00:00Z') })).toThrow('a known weakness');
  expect(auditLines({ ...known, answer: reported() })).toEqual([
    'no known weakness in what is shipped',
    'GHSA-aaaa-bbbb-cccc is allowed and no longer reported: take it out',
  ]);
});

test.each<[string, string]>([
  ['nothing', ''],
  ['an error', '{"error":{"code":"ENOAUDIT","summary":"not offered here"}}'],
  ['a message', '{"message":"405 Method Not Allowed","method":"POST"}'],
  ['an older report', '{"advisories":{},"metadata":{}}'],
  ['another shape inside', '{"auditReportVersion":2,"vulnerabilities":{"shipped":{"via":[{"name":"shipped"}]}}}'],
  ['a page', '<html>proxy</html>'],
  ['a newer report', '{"auditReportVersion":3,"vulnerabilities":{}}'],
])('%s in place of a report is no answer: a release waits, a build for trying out says so', (_what, answer) => {
  expect(() => auditLines({ ...ask, answer })).toThrow('--unaudited');
  expect(auditLines({ ...ask, answer, isNeeded: false })).toEqual([expect.stringContaining('not looked up')]);
});

test('an allowance has a number, a reason and a last day', () => {
  for (const wrong of [
    { id: 'CVE-2026-1', why: 'It does not concern us at all.', until: '2026-12-31' },
    { id: 'GHSA-aaaa-bbbb-cccc', why: 'fine', until: '2026-12-31' },
    { id: 'GHSA-aaaa-bbbb-cccc', why: 'It does not concern us at all.', until: 'never' },
  ])
    expect(allowedAdvisories.safeParse([wrong]).success).toBe(false);
});
