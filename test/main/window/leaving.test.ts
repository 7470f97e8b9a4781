import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { onFault } from '#main/window/fault.ts';
import { leaving } from '#main/window/leaving.ts';
import { quitQuestion } from '#main/window/quit-question.ts';
import { err, ok } from '#shared/lib';
import { FakeDesk } from '../../contract/fake-desk.ts';
import type { TrayStatus } from '#main/window/tray-status.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const standing = (trading: TrayStatus['trading'], positions: number): TrayStatus => ({ mode: 'paper', trading, positions });

describe('the question', () => {
  test.each([
    [standing('halted', 0), undefined],
    [standing('active', 0), 'Quit while trading is active?'],
    [standing('halted', 1), 'Quit leaves 1 position protected only by their stops.'],
    [standing('active', 3), 'Quit leaves 3 positions protected only by their stops.'],
    [standing('reducing', 0), 'Quit while trading is active?'],
  ])('%j', (given, message) => expect(quitQuestion(given)?.message).toBe(message));

  test('Enter and Esc keep running', () => {
    expect(quitQuestion(standing('active', 1))).toMatchObject({ buttons: ['Keep running', 'Quit'], defaultId: 0, cancelId: 0 });
  });
});

describe('leaving', () => {
  const plan = (response: number | Promise<number>, at: TrayStatus = standing('active', 1)) => {
    const done: string[] = [];
    const parts = {
      standing: () => at,
      ask: async () => {
        done.push('ask');
        return { response: await response };
      },
      hide: () => void done.push('hide'),
      stop: async (reason: string) => void done.push(`stop ${reason}`),
      sealAtOnce: (reason: string) => void done.push(`seal ${reason}`),
      exit: (code: number) => void done.push(`exit ${code}`),
    };
    return { done, parts };
  };

  test('Quit seals and exits', async () => {
    const { done, parts } = plan(1);
    await leaving(parts).ask('app');
    expect(done).toEqual(['ask', 'stop quit', 'exit 0']);
  });

  test('an update is started when the run is sealed, before the process ends', async () => {
    const { done, parts } = plan(0);
    await leaving(parts).now('update', async () => void done.push('installer'));
    expect(done).toEqual(['stop update', 'installer', 'exit 0']);
  });

  test('no update is started over a run that could not be sealed', async () => {
    const { done, parts } = plan(0);
    const stuck = { ...parts, stop: () => Promise.reject(new Error('the disk is full')) };
    await leaving(stuck).now('update', async () => void done.push('installer'));
    expect(done).toEqual(['exit 1']);
  });

  test('nothing at stake: no question', async () => {
    const { done, parts } = plan(0, standing('halted', 0));
    await leaving(parts).ask('window');
    expect(done).toEqual(['stop quit', 'exit 0']);
  });

  test('Keep running hides a closed window and stays, and can be asked again', async () => {
    const { done, parts } = plan(0);
    const way = leaving(parts);
    await way.ask('window');
    await way.ask('app');
    expect(done).toEqual(['ask', 'hide', 'ask']);
  });

  test('asked twice, one question; a signal overtakes it', async () => {
    const { done, parts } = plan(new Promise<number>((resolve) => setTimeout(() => resolve(0), 1_000)));
    const way = leaving(parts);
    const first = way.ask('app');
    await way.ask('window');
    await way.now('SIGTERM');
    await vi.advanceTimersByTimeAsync(2_000);
    await first;
    await way.ask('app');
    await way.now('again');
    expect(done).toEqual(['ask', 'stop SIGTERM', 'exit 0']);
  });

  test('a session that ends: sealed before it returns, once, also while a question is open', async () => {
    const { done, parts } = plan(new Promise<number>(() => undefined));
    const way = leaving(parts);
    void way.ask('window');
    way.atOnce('session-end');
    expect(done).toEqual(['ask', 'seal session-end', 'exit 0']);
    way.atOnce('again');
    await way.now('SIGTERM');
    expect(done).toHaveLength(3);
  });

  test('a seal at once that fails ends with 1', () => {
    const { done, parts } = plan(1);
    const sealAtOnce = (): void => {
      throw new Error('disk');
    };
    leaving({ ...parts, sealAtOnce }).atOnce('session-end');
    expect(done).toEqual(['exit 1']);
  });

  test.each([
    ['that hangs', () => new Promise<never>(() => undefined)],
    ['that fails', () => Promise.reject(new Error('disk'))],
  ])('a seal %s ends in 5 s with code 1', async (_how, stop) => {
    const { done, parts } = plan(1);
    const asked = leaving({ ...parts, stop }).ask('app');
    await vi.advanceTimersByTimeAsync(5_000);
    await asked;
    expect(done).toEqual(['ask', 'exit 1']);
  });
});

describe('an error nobody caught', () => {
  const faulty = (answer: FakeDesk['answer'], stop: () => Promise<void> = async () => undefined) => {
    const desk = new FakeDesk();
    const done: string[] = [];
    desk.answer = (asked) => {
      done.push(asked.name);
      return answer(asked);
    };
    const running = {
      service: desk,
      stop: () => {
        done.push('stop');
        return stop();
      },
    };
    const said: string[] = [];
    const handle = onFault({
      cockpit: () => running,
      log: () => void done.push('log'),
      tell: (_title, text) => {
        done.push('tell');
        said.push(text);
      },
      exit: (code) => void done.push(`exit ${code}`),
    });
    return { handle, done, said };
  };
  const halted = () => ok({ certificateId: 'c', latchedAt: 1 });

  test('halts, seals, tells, exits, in this order', async () => {
    const { handle, done, said } = faulty(halted);
    await handle(new Error('boom'));
    expect(done).toEqual(['trading.halt', 'log', 'stop', 'tell', 'exit 1']);
    expect(said).toEqual(['boom\n\nTrading was halted first and stays halted at the next start.']);
  });

  test.each<[string, FakeDesk['answer']]>([
    [
      'throws',
      () => {
        throw new Error('also broken');
      },
    ],
    ['refuses', () => err({ kind: 'engine-fault', code: 'engine_fault', detail: '' })],
    ['never answers', () => new Promise(() => undefined)],
  ])('an engine that %s is not said to be halted', async (_how, answer) => {
    const { handle, done, said } = faulty(answer);
    const handled = handle('boom');
    await vi.advanceTimersByTimeAsync(2_000);
    await handled;
    expect([done.at(-1), said[0]]).toEqual(['exit 1', expect.stringContaining('is not known')]);
  });

  test('a second error on the way out ends at once', async () => {
    const { handle, done } = faulty(halted, () => new Promise(() => undefined));
    void handle(new Error('first'));
    await vi.advanceTimersByTimeAsync(100);
    await handle(new Error('second'));
    expect(done).toEqual(['trading.halt', 'log', 'stop', 'exit 1']);
  });

  test('before the start nothing is halted', async () => {
    const said: string[] = [];
    await onFault({
      cockpit: () => undefined,
      log: () => undefined,
      tell: (_title, text) => void said.push(text),
      exit: () => undefined,
    })('x');
    expect(said).toEqual(['x\n\nNothing was being traded yet.']);
  });
});
