import { describe, expect, it } from 'vitest';
import { ageProblem } from '#engine/intake/dialects';
import { CANONICAL, issuesOf, NOW, signalOf } from './samples.ts';

const BUY = { symbol: 'EURUSD', action: 'buy', sl: 1.0957 };
const OLD = NOW - 40 * 86_400_000;
const iso = (at: number): string => new Date(at).toISOString();

describe('when a message was made', () => {
  it.each<[string, unknown, number]>([
    ['seconds', 1_754_296_085, 1_754_296_085_000],
    ['seconds with a fraction', 1_754_296_085.25, 1_754_296_085_250],
    ['seconds as text', '1754296085', 1_754_296_085_000],
    ['milliseconds', 1_754_296_085_111, 1_754_296_085_111],
    ['the date of a header', 'Mon, 04 Aug 2025 08:28:05 GMT', NOW],
  ])('is read in %s', (_, time, at) => expect(signalOf({ ...BUY, time }).madeAt).toBe(at));

  it.each<unknown>([999_999_999, 12_345_678_901, '17542960', 'Mon, 04 Aug 2025 28:00:00 GMT', '04.08.2025 08:28', 'now'])(
    'is not guessed: %j',
    (time) => expect(issuesOf({ ...BUY, time })[0]).toMatch(/^time: must be a time/),
  );

  it('stays in milliseconds in our own format', () =>
    expect(issuesOf({ ...CANONICAL, timestamp: 1_754_296_085 })[0]).toContain('timestamp: must be a time'));

  it.each([
    ...[
      'ts',
      'epoch',
      'unix_time',
      'unixTimestamp',
      'timestamp_ms',
      'time_utc',
      'datetime',
      'DateTime',
      'created_at',
      'sentAt',
      'firedAt',
    ],
    ...[
      'triggered_at',
      'alert_time',
      'signalTime',
      'event_timestamp',
      'messageTime',
      'server_time',
      'broker_time',
      'received_at',
    ],
  ])('is looked at under the name %s: an old one is not new because of it', (key) => {
    const signal = signalOf({ ...BUY, [key]: iso(OLD) });
    expect(signal.madeAt).toBe(OLD);
    expect(ageProblem(signal, NOW, 60_000)?.message).toContain('must not be older');
  });

  it.each(['bar_time', 'candle_time', 'exit_times', 'timeframe_start', 'runtime', 'times'])('is not under the name %s', (key) =>
    expect(signalOf({ ...BUY, [key]: iso(OLD) })).toMatchObject({ madeAt: NOW, untimed: true }),
  );

  it('is what the usual name says, whatever another says', () =>
    expect(signalOf({ ...BUY, time: iso(NOW - 1_000), created_at: iso(OLD) }).madeAt).toBe(NOW - 1_000));

  it('an exit is carried out whatever stands there', () => {
    expect(signalOf({ symbol: 'EURUSD', action: 'close', created_at: 'yesterday' }).kind).toBe('exit');
    expect(signalOf({ symbol: 'EURUSD', action: 'close', created_at: iso(OLD) }).madeAt).toBe(OLD);
  });
});
