import { describe, expect, it, test } from 'vitest';
import { receivedAt, webhookGate } from '#main/adapters/http/webhook-gate.ts';
import { signed } from './open-door.ts';

const SECRET = 'a-webhook-secret-of-thirty-two-chars';
const NOW = Date.parse('2026-03-04T12:00:00Z');
const HOUR = 3_600_000;
const BODY = '{"symbol":"EURUSD"}';

/** A gate at a moment, on a PC whose clock is off by so much, and a delivery to it. */
function gate({ offMs = 0, seen = false } = {}) {
  const own = webhookGate(
    () => [SECRET],
    { nowMs: () => NOW, wallMs: () => NOW + offMs, monoMs: () => 7 },
    { nonceSeen: () => seen },
  );
  const deliver = (at = NOW, nonce = 'n'.repeat(16), secret = SECRET) => {
    const answer = own({ headers: signed(BODY, { at, nonce, secret }), body: Buffer.from(BODY) });
    return answer.ok ? 'taken' : answer.error.code;
  };
  return { own, deliver };
}

describe('a signed delivery', () => {
  test('answers with its nonce, once', () => {
    const { own, deliver } = gate();
    const answer = own({ headers: signed(BODY, { at: NOW, nonce: 'k'.repeat(20), secret: SECRET }), body: Buffer.from(BODY) });
    expect([answer, deliver(NOW, 'k'.repeat(20)), deliver(NOW, 'j'.repeat(20))]).toEqual([
      { ok: true, value: 'k'.repeat(20) },
      'replayed_nonce',
      'taken',
    ]);
  });

  it.each([
    ['thirty seconds old', NOW - 30_000, 'taken'],
    ['older', NOW - 30_001, 'stale_timestamp'],
    ['thirty seconds ahead', NOW + 30_000, 'taken'],
    ['further ahead', NOW + 30_001, 'stale_timestamp'],
  ])('%s is %s', (_what, at, answer) => expect(gate().deliver(at)).toBe(answer));

  it.each([
    ['by true time', 0],
    ['by this PC’s clock, which is an hour ahead', HOUR],
  ])('of a sender that goes %s is taken where the PC’s clock is wrong', (_what, atMs) => {
    expect(gate({ offMs: HOUR }).deliver(NOW + atMs)).toBe('taken');
  });

  test('of neither clock is stale, and one that the journal has seen is replayed', () => {
    expect([gate({ offMs: HOUR }).deliver(NOW + HOUR / 2), gate({ seen: true }).deliver()]).toEqual([
      'stale_timestamp',
      'replayed_nonce',
    ]);
  });

  test('of a sender without the secret uses no nonce up', () => {
    const { deliver } = gate();
    expect([deliver(NOW, 'x'.repeat(16), 'another-secret-of-thirty-two-chars!!'), deliver(NOW, 'x'.repeat(16))]).toEqual([
      'bad_signature',
      'taken',
    ]);
  });
});

it.each([
  ['nearer to true time', NOW + 1, NOW],
  ['nearer to the PC’s', NOW + HOUR - 1, NOW + HOUR],
  ['as near to one as to the other', NOW + HOUR / 2, NOW],
  ['no number', Number.NaN, NOW],
])('a delivery came in by the clock that its moment is %s', (_what, signedAt, at) => {
  expect(receivedAt({ nowMs: () => NOW, wallMs: () => NOW + HOUR }, signedAt)).toBe(at);
});

test('more signed deliveries than can be remembered are told to come back in ten seconds', { timeout: 120_000 }, () => {
  const { own } = gate();
  // A forger's cost is the sender's own: only who has the secret gets here.
  const mail = (at: number) => ({
    headers: signed(BODY, { at: NOW, nonce: `nonce-of-number-${at}`, secret: SECRET }),
    body: Buffer.from(BODY),
  });
  let last = own(mail(0));
  for (let at = 1; at < 50_000 && last.ok; at += 1) last = own(mail(at));
  const full = own(mail(50_000));
  expect([last.ok, full]).toMatchObject([
    true,
    { ok: false, error: { status: 429, code: 'rate_limited', retryAfterMs: 10_000 } },
  ]);
});
