import { expect, test } from 'vitest';
import { keysOrAsk } from '#main/window/lost-keys.ts';

class Lost extends Error {}
/** A trader who gives these answers; what was done and asked, in order. */
function played(answers: number[], chosen: (string | null)[] = ['C:\\key.txt'], failures = 0) {
  const done: string[] = [];
  let left = failures;
  let isLost = true;
  const keys = keysOrAsk({
    read: () => {
      if (isLost) throw new Lost('cannot be unsealed');
      return 'the keys';
    },
    isLost: (fault) => fault instanceof Lost,
    ask: async ({ message, buttons }) => {
      done.push(`? ${message}`);
      return { response: answers.shift() ?? buttons.length - 1 };
    },
    chooseFile: async () => chosen.shift() ?? null,
    recover: async (file) => {
      if (left > 0) {
        left -= 1;
        throw new Error(`${file}: another journal`);
      }
      done.push(`recovered by ${file}`);
      isLost = false;
    },
    renew: async () => {
      done.push('renewed');
      isLost = false;
    },
  });
  return { keys, done };
}

test('the recovery file brings the keys back; one that does not is told, and another may be chosen', async () => {
  const { keys, done } = played([0, 0], ['C:\\old.txt', 'C:\\key.txt'], 1);
  expect([await keys, done]).toEqual([
    'the keys',
    ['? cannot be unsealed', '? C:\\old.txt: another journal', 'recovered by C:\\key.txt'],
  ]);
});

test('no file chosen asks again; Quit is the start’s own refusal', async () => {
  const { keys, done } = played([0, 2], [null]);
  await expect(keys).rejects.toThrow('cannot be unsealed');
  expect(done).toEqual(['? cannot be unsealed', '? cannot be unsealed']);
});

test('a new key only after a second question', async () => {
  const first = played([1, 0, 2]);
  await expect(first.keys).rejects.toThrow(Lost);
  expect(first.done).not.toContain('renewed');
  const second = played([1, 1]);
  expect([await second.keys, second.done.at(-1)]).toEqual(['the keys', 'renewed']);
});

test('any other fault is not asked about', async () => {
  const fault = new Error('the disk is full');
  const ways = {
    ask: () => Promise.reject(new Error('asked')),
    chooseFile: async () => null,
    recover: async () => null,
    renew: async () => null,
  };
  const read = (): string => {
    throw fault;
  };
  await expect(keysOrAsk({ ...ways, read, isLost: (one) => one instanceof Lost })).rejects.toBe(fault);
});
