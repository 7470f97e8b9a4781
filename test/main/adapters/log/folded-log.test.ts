import { expect, it } from 'vitest';
import { foldedLog } from '#main/adapters/log/index.ts';
import { virtualClock } from '#main/adapters/system/index.ts';

function folded() {
  const lines: unknown[] = [];
  const clock = virtualClock(0);
  const log = foldedLog({ write: (...line) => void lines.push(line) }, clock);
  return { lines, clock, log };
}

it('writes twenty lines of a kind within a minute, and how many more there were after it', () => {
  const { lines, clock, log } = folded();
  for (let at = 0; at < 1_000; at += 1) log.write('warn', 'refused', { code: 'bad_token', peer: at });
  expect(lines).toHaveLength(20);
  expect(lines[0]).toEqual(['warn', 'refused', { code: 'bad_token', peer: 0 }]);
  clock.advanceBy(60_000);
  expect(lines.slice(20)).toEqual([['warn', 'refused (980 more within a minute)', { code: 'bad_token' }]]);
  log.write('warn', 'refused', { code: 'bad_token' });
  expect(lines).toHaveLength(22);
});

it('counts each kind by itself: by level, message, code and why', () => {
  const { lines, log } = folded();
  for (let at = 0; at < 100; at += 1) {
    log.write('warn', 'refused', { code: 'bad_host' });
    log.write('warn', 'refused', { why: 'silence' });
    log.write('warn', 'refused', { reason: 'broken' });
    log.write('error', 'refused');
    log.write('error', 'failed');
  }
  expect(lines).toHaveLength(100);
});

it('says nothing more of what was written in full', () => {
  const { lines, clock, log } = folded();
  for (let at = 0; at < 20; at += 1) log.write('info', 'ended');
  clock.advanceBy(60_000);
  expect(lines).toHaveLength(20);
  for (let at = 0; at < 21; at += 1) log.write('info', 'ended');
  clock.advanceBy(60_000);
  expect(lines.at(-1)).toEqual(['info', 'ended (1 more within a minute)', undefined]);
});

it('is bounded, whatever strangers think of', () => {
  const { lines, clock, log } = folded();
  for (let at = 0; at < 10_000; at += 1) log.write('info', 'ended', { why: `reason ${at}` });
  expect(lines).toHaveLength(220);
  clock.advanceBy(60_000);
  expect(lines).toHaveLength(221);
});
