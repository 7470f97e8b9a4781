import { expect, test, vi } from 'vitest';
import type { StartDesk } from '#ports';
import type { Leaving } from '#main/window/leaving.ts';
import { appStart } from '#main/window/start-choice.ts';
import { recorders } from './recorders.ts';
import { USUAL_START, type StartChoice } from '#shared/domain';

const { done } = vi.hoisted(() => ({ done: [] as unknown[] }));
let answer = 0;
vi.mock('electron/main', () => ({
  app: {
    relaunch: ({ args }: { args: readonly string[] }) => done.push('relaunch', ...args.filter((arg) => arg.startsWith('--new'))),
    exit: (code: number) => done.push(code),
  },
  dialog: {
    showMessageBox: async (question: { message: string }) => {
      done.push(question.message);
      return { response: answer };
    },
  },
}));

const WAY: Leaving = {
  ask: async () => undefined,
  atOnce: () => undefined,
  now: async (reason, last) => {
    done.push(reason, 'sealed');
    await last?.();
  },
};
const MT5: StartChoice = { ...USUAL_START, terminal: 'mt5' };

function made(earlier: StartChoice | null) {
  done.length = 0;
  const file = {
    earlier: () => earlier,
    keep: (next: StartChoice) => done.push(next.terminal),
    worked: () => done.push('worked'),
  };
  let restart = (): void => undefined;
  const start = appStart(file, { now: MT5, fixed: [] }, (parts) => {
    restart = parts.restart;
    return {} as StartDesk;
  });
  return { start, restart: () => restart() };
}

test('what worked before is offered with why the start failed; taken, the program starts again with it', async () => {
  const { start } = made(USUAL_START);
  answer = 0;
  expect([await start.offerEarlier('the port is taken'), done]).toEqual([true, ['the port is taken', 'paper', 'relaunch', 0]]);
});

test('declined, or with nothing else to try, it stays with what was chosen', async () => {
  const one = made(USUAL_START);
  answer = 1;
  expect([await one.start.offerEarlier('no'), done]).toEqual([false, ['no']]);
  const other = made(null);
  expect([await other.start.offerEarlier('no'), done]).toEqual([false, []]);
});

test('a restart seals first and starts again only then, without setting the journal aside once more; before the cockpit runs there is none', async () => {
  const { start, restart } = made(null);
  restart();
  expect(done).toEqual([]);
  start.begin(WAY, recorders().log);
  process.argv.push('--new-journal');
  restart();
  process.argv.pop();
  expect(done).toEqual(['worked', 'restart', 'sealed', 'relaunch']);
});

test('a file that cannot be written ends no cockpit that runs: it is logged', () => {
  const { log, lines } = recorders();
  const file = {
    earlier: () => null,
    keep: () => undefined,
    worked: (): void => {
      throw new Error('EACCES');
    },
  };
  appStart(file, { now: MT5, fixed: [] }, () => ({}) as StartDesk).begin(WAY, log);
  expect(lines).toEqual([['warn', 'what this start was made with could not be kept']]);
});
