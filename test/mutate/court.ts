import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FileResult, Question } from './question.ts';

const QUICK = fileURLToPath(new URL('quick-judge.ts', import.meta.url));
const WHOLE = fileURLToPath(new URL('judge.ts', import.meta.url));
/** What a warm process has loaded for a change it keeps for ever: after so many questions another one takes over. */
const QUESTIONS_MAX = 150;

type Answer = { ready: true } | { files: FileResult[] } | { error: string };
type Ended = 'timeout' | 'ended';

/** Asks one judge at a time, ends it when it takes too long (mutated code may loop for ever), and starts the next. */
export class Court {
  readonly #root: string;
  readonly #isQuick: (test: string) => boolean;
  readonly #judges = new Map<string, { child: ChildProcess; questions: number }>();

  /** @param isQuick tests that Node can load by itself, which is many times faster than Vitest */
  constructor(root: string, isQuick: (test: string) => boolean) {
    this.#root = root;
    this.#isQuick = isQuick;
  }

  /** What the tests answered; `timeout` after `limitMs`, `ended` when the process did not outlive them. */
  async ask(question: Question, limitMs: number): Promise<readonly FileResult[] | Ended> {
    const quick = question.tests.filter(({ file }) => this.#isQuick(file));
    const whole = question.tests.filter(({ file }) => !this.#isQuick(file));
    const first = quick.length === 0 ? [] : await this.#put(QUICK, { ...question, tests: quick }, limitMs);
    const isDecided = typeof first === 'string' || first.some(({ passed }) => !passed);
    if (isDecided || whole.length === 0) return first;
    const second = await this.#put(WHOLE, { ...question, tests: whole }, limitMs);
    return typeof second === 'string' ? second : [...first, ...second];
  }

  close(): void {
    for (const program of [...this.#judges.keys()]) this.#end(program);
  }

  #end(program: string): void {
    this.#judges.get(program)?.child.kill('SIGKILL');
    this.#judges.delete(program);
  }

  async #put(program: string, question: Question, limitMs: number): Promise<readonly FileResult[] | Ended> {
    const judge = await this.#judge(program);
    const answered = next(judge).catch(() => 'ended' as const);
    judge.send(question);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'timeout'>((resolve) => {
      timer = setTimeout(resolve, limitMs, 'timeout');
    });
    const answer = await Promise.race([answered, late]).finally(() => clearTimeout(timer));
    if (typeof answer === 'string') {
      this.#end(program);
      return answer;
    }
    if ('error' in answer) throw new Error(answer.error);
    return 'files' in answer ? answer.files : [];
  }

  async #judge(program: string): Promise<ChildProcess> {
    const known = this.#judges.get(program);
    if (known !== undefined && known.questions < QUESTIONS_MAX) {
      known.questions += 1;
      return known.child;
    }
    this.#end(program);
    const execArgv = ['--disable-warning=ExperimentalWarning'];
    const child = fork(program, [this.#root], { cwd: this.#root, execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#judges.set(program, { child, questions: 1 });
    await next(child);
    return child;
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
