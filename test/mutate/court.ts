import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FileResult, Question } from './judge.ts';

const JUDGE = fileURLToPath(new URL('judge.ts', import.meta.url));

type Answer = { ready: true } | { files: FileResult[] } | { error: string };

/** Asks one judge at a time, ends it when it takes too long (mutated code may loop for ever), and starts the next. */
export class Court {
  readonly #root: string;
  #judge: ChildProcess | null = null;

  constructor(root: string) {
    this.#root = root;
  }

  /** What the tests answered; `timeout` after `limitMs`, `ended` when the process did not outlive them. */
  async ask(question: Question, limitMs: number): Promise<readonly FileResult[] | 'timeout' | 'ended'> {
    const judge = this.#judge ?? (await this.#start());
    const answered = next(judge).catch(() => 'ended' as const);
    judge.send(question);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'timeout'>((resolve) => {
      timer = setTimeout(resolve, limitMs, 'timeout');
    });
    const answer = await Promise.race([answered, late]).finally(() => clearTimeout(timer));
    if (typeof answer === 'string') {
      this.close();
      return answer;
    }
    if ('error' in answer) throw new Error(answer.error);
    return 'files' in answer ? answer.files : [];
  }

  close(): void {
    this.#judge?.kill('SIGKILL');
    this.#judge = null;
  }

  async #start(): Promise<ChildProcess> {
    const judge = fork(JUDGE, [this.#root], { cwd: this.#root, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#judge = judge;
    await next(judge);
    return judge;
  }
}

function next(judge: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`The test process ended with ${code ?? 'a signal'}.`));
    judge.once('exit', onExit);
    judge.once('message', (message) => {
      judge.off('exit', onExit);
      resolve(message as Answer);
    });
  });
}
