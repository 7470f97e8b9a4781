import { OpenJournal } from '#main/adapters/journal/sqlite-journal.ts';
import { PaperTerminal } from '#main/adapters/paper-broker/paper-terminal.ts';

/**
 * Loaded before a headless cockpit by the tests: the process ends itself, as a power cut would, at the point named in
 * COCKPIT_TEST_CRASH, the first time an order of the kind named there passes it. `before-commit:open`, for example. The points
 * of a latch and of a certificate need no order.
 */
const [point = '', op = ''] = (process.env['COCKPIT_TEST_CRASH'] ?? '').split(':');
const end = (): void => {
  process.kill(process.pid, 'SIGKILL');
};

let isIntended = false;
let isLatched = false;
let isCertified = false;
let isAnswered = false;
const { append, commit } = OpenJournal.prototype;
Object.assign(OpenJournal.prototype, {
  append(this: OpenJournal, records: Parameters<typeof append>[0]): void {
    isIntended ||= records.some((record) => record.type === 'order.intended' && record.payload.request.op === op);
    isAnswered ||= isIntended && records.some((record) => record.type === 'terminal.answered');
    isLatched ||= records.some((record) => record.type === 'halt.asked');
    isCertified ||= records.some((record) => record.type === 'stop.progressed' && record.payload.certificate.endedAt !== null);
    Reflect.apply(append, this, [records]);
  },
  commit(this: OpenJournal): void {
    if (isIntended && point === 'before-commit') end();
    if (isAnswered && point === 'before-answer-commit') end();
    if (isLatched && point === 'before-latch-commit') end();
    if (isCertified && point === 'before-certified-commit') end();
    Reflect.apply(commit, this, []);
    if (isIntended && point === 'after-commit') end();
    if (isAnswered && point === 'after-answer-commit') end();
    if (isCertified && point === 'after-certified-commit') end();
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
