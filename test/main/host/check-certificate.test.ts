import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { certificateProblems, unsupportedCertificates } from '#main/host/check-certificate.ts';
import type { Certificate } from '#shared/events';
import { canonicalJson } from '#shared/lib';
import { certificateText, emptyCockpit, type CockpitState } from '#shared/projection';

const KEY = 'the journal key';
const certificate: Certificate = {
  id: 'stop-1',
  reason: 'news',
  actor: 'trader:window',
  flatten: true,
  state: 'flat',
  latchedAt: 1_000,
  endedAt: 2_000,
  steps: [
    { step: 'latched', at: 1_000, text: 'New entries of the account are refused from here on' },
    { step: 'verified', at: 1_900, text: 'Snapshot 1 of 2: no position, no order' },
    { step: 'verified', at: 2_000, text: 'Snapshot 2 of 2: no position, no order' },
  ],
  tickets: [{ ticket: '11', symbol: 'EURUSD', volume: 0.1, result: 'closed', price: 1.1, text: '', foreign: true }],
};
const signed = (of: Certificate) => ({
  ...of,
  residuals: [],
  signature: createHmac('sha256', KEY).update(canonicalJson(of)).digest('hex'),
});
const journalWith = (of: Certificate): CockpitState => {
  const cockpit = emptyCockpit();
  cockpit.certificates.set(of.id, of);
  return cockpit;
};

test('a genuine certificate that the journal has too: nothing is wrong', () => {
  expect(certificateProblems(signed(certificate), KEY, journalWith(certificate))).toEqual([]);
});

test.each<[string, unknown, RegExp]>([
  ['another reason', { ...signed(certificate), reason: 'nothing' }, /signature does not match/],
  ['a ticket less', { ...signed(certificate), tickets: [] }, /signature does not match/],
  ['no signature', certificate, /signature does not match/],
  ['half a signature', { ...signed(certificate), signature: 'abcd' }, /signature does not match/],
  ['another shape', { id: 'stop-1' }, /no stop certificate/],
])('%s is found out', (_what, saved, problem) => {
  expect(certificateProblems(saved, KEY, journalWith(certificate)).join('; ')).toMatch(problem);
});

test('a genuine signature over what the journal says otherwise is found out', () => {
  const other = { ...certificate, tickets: [] };
  expect(certificateProblems(signed(other), KEY, journalWith(certificate))).toEqual([
    'the journal says something else about this stop',
  ]);
  expect(certificateProblems(signed(certificate), KEY, emptyCockpit())).toEqual(['the journal has no stop stop-1']);
  expect(certificateProblems(signed(certificate), null, journalWith(certificate))).toHaveLength(1);
});

test.each<[string, Partial<Certificate>]>([
  ['another reason', { reason: 'nothing' }],
  ['another actor', { actor: 'engine' }],
  ['no flattening', { flatten: false }],
  ['another end', { state: 'halted' }],
  ['another time of the latch', { latchedAt: 999 }],
  ['another time of the end', { endedAt: 2_001 }],
  ['a step less', { steps: certificate.steps.slice(1) }],
])('a signed certificate with %s than the journal has is found out', (_what, change) => {
  expect(certificateProblems(signed({ ...certificate, ...change }), KEY, journalWith(certificate))).toEqual([
    'the journal says something else about this stop',
  ]);
});

test('a stop that is called flat without two looks, or with tickets left, is not supported', () => {
  const [latched, first] = certificate.steps;
  const once = { ...certificate, steps: [latched, first].filter((step) => step !== undefined) };
  const left = { ...certificate, tickets: [{ ...certificate.tickets[0], result: 'open' }] } as Certificate;
  expect([certificate, once, left].map((one) => unsupportedCertificates(journalWith(one)))).toEqual([
    [],
    ['stop stop-1 is called flat on 1 clean looks'],
    ['stop stop-1 is called flat with 1 tickets left'],
  ]);
});

test('the printed page says everything that is signed', () => {
  const text = certificateText(certificate, 'paper', 'f00d');
  for (const part of [
    'stop-1',
    'PAPER',
    'news',
    'trader:window',
    '1970-01-01T00:00:01.000Z',
    'EURUSD',
    'closed',
    '(not ours)',
    'f00d',
    'Snapshot 2 of 2',
  ])
    expect(text).toContain(part);
});
