import { expect, test, vi } from 'vitest';
import type { StartDesk } from '#ports';
import { appStart } from '#main/window/start-choice.ts';
import { USUAL_START, type StartChoice } from '#shared/domain';

const { done } = vi.hoisted(() => ({ done: [] as unknown[] }));
let answer = 0;
vi.mock('electron/main', () => ({
  app: { relaunch: () => done.push('relaunch'), exit: (code: number) => done.push(code) },
  dialog: {
    showMessageBox: async (question: { message: string }) => {
      done.push(question.message);
      return { response: answer };
    },
  },
}));

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

test('a restart seals first and starts again only then; before the cockpit runs there is none', async () => {
  const { start, restart } = made(null);
  restart();
  expect(done).toEqual([]);
  start.begin({
    ask: async () => undefined,
    atOnce: () => undefined,
    now: async (reason, last) => {
      done.push(reason, 'sealed');
      await last?.();
    },
  });
  restart();
  expect(done).toEqual(['worked', 'restart', 'sealed', 'relaunch']);
});
