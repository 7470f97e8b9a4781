import { OpenJournal } from '../../main/adapters/journal/sqlite-journal.ts';
import { PaperTerminal } from '../../main/adapters/paper/paper-terminal.ts';

/**
 * Loaded before a headless cockpit by the tests: the process ends itself, as a power cut would, at the point named in
 * COCKPIT_TEST_CRASH, the first time an order of the kind named there passes it. `before-commit:open`, for example.
 */
const [point = '', op = ''] = (process.env['COCKPIT_TEST_CRASH'] ?? '').split(':');
const end = (): void => {
  process.kill(process.pid, 'SIGKILL');
};

let isIntended = false;
let isAnswered = false;
const { append, commit } = OpenJournal.prototype;
Object.assign(OpenJournal.prototype, {
  append(this: OpenJournal, records: Parameters<typeof append>[0]): void {
    isIntended ||= records.some((record) => record.type === 'order.intended' && record.payload.request.op === op);
    isAnswered ||= records.some((record) => record.type === 'terminal.answered');
    Reflect.apply(append, this, [records]);
  },
  commit(this: OpenJournal): void {
    if (isIntended && point === 'before-commit') end();
    if (isAnswered && point === 'before-answer-commit') end();
    Reflect.apply(commit, this, []);
    if (isIntended && point === 'after-commit') end();
    if (isAnswered && point === 'after-answer-commit') end();
  },
});

const { send } = PaperTerminal.prototype;
Object.assign(PaperTerminal.prototype, {
  async send(this: PaperTerminal, ...asked: Parameters<typeof send>): Promise<unknown> {
    const isMeant = asked[0].op === op;
    if (isMeant && point === 'before-send') end();
    const answer: ReturnType<typeof send> = Reflect.apply(send, this, asked);
    if (isMeant && point === 'after-send') end();
    const outcome = await answer;
    if (isMeant && point === 'before-answer') end();
    return outcome;
  },
});
