import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { readRecoveryKey, recoveryKey } from '#main/adapters/secrets/index.ts';

const KEYS = [randomBytes(32).toString('hex'), randomBytes(32).toString('base64url'), 'a key of one’s own: 16+'];

test.each(KEYS)('%s comes back as it was, also from a page around it and as a hand writes it', (key) => {
  const line = recoveryKey(key);
  expect(line).toMatch(/^MRK1(-[0-9A-HJKMNP-TV-Z]{1,4})+$/);
  const typed = `words\r\n  ${line.toLowerCase().replaceAll('-', ' - ').replaceAll('0', 'o').replaceAll('1', 'l').replace('mrkl', 'mrk1').replace('mrk1 - ', 'mrk1-')}\r\nmore`;
  expect([readRecoveryKey(line), readRecoveryKey(typed)]).toEqual([key, key]);
});

test('every single wrong letter is noticed, and none of the key is repeated', () => {
  const line = recoveryKey(KEYS[0]!);
  const told: string[] = [];
  for (let at = 5; at < line.length; at += 1) {
    if (line[at] === '-') continue;
    // The last letter carries one bit of the check only; another letter with that bit is the same key.
    const other = line[at] === 'Z' ? '0' : 'Z';
    try {
      const read = readRecoveryKey(line.slice(0, at) + other + line.slice(at + 1));
      told.push(read === KEYS[0] && at === line.length - 1 ? 'same' : `wrong at ${at}`);
    } catch (error) {
      told.push((error as Error).message);
    }
  }
  expect([...new Set(told)].filter((each) => each !== 'same')).toEqual(['a letter of the recovery key is wrong or missing']);
});

test.each(['', 'no key here', 'MRK1-', 'MRK1-0000', recoveryKey(KEYS[1]!).slice(0, -3)])('"%s" is none', (text) =>
  expect(() => readRecoveryKey(text)).toThrow(/recovery key|begins with MRK1/),
);
