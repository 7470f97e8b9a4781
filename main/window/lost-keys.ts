import { messageOf } from '#shared/lib';
import type { Question } from './question.ts';

const [RECOVER, RENEW] = [0, 1];
const SIGN_AGAIN = 1;

/** What to ask when the keys of a folder with a journal are lost. `fault`: why, or why the last answer did not help. */
export const lostKeysQuestion = (fault: string): Question => ({
  type: 'warning',
  title: 'The keys of the cockpit cannot be read',
  message: fault,
  detail: [
    'With the recovery key that you saved the journal goes on, with everything that is open.',
    'Without it the journal can be signed again with a new key: who wrote what is in it can then not be proven any more.',
    'Either way webhook, TradingView, Expert Advisor and operator token are new, and trading starts halted.',
  ].join('\n'),
  buttons: ['Choose the recovery key file...', 'Sign again with a new key...', 'Quit'],
  defaultId: RECOVER,
  cancelId: 2,
  noLink: true,
});

const renewQuestion: Question = {
  type: 'warning',
  title: 'The keys of the cockpit cannot be read',
  message: 'Sign the journal again with a new key?',
  detail: 'Its chain is checked first, and the journal as it is now is kept. The next start waits until you adopt the journal.',
  buttons: ['Go back', 'Sign again'],
  defaultId: 0,
  cancelId: 0,
  noLink: true,
};

type Ways<Keys> = {
  /** Throws where they cannot be read. */
  readonly read: () => Keys;
  readonly isLost: (fault: unknown) => boolean;
  readonly ask: (question: Question) => Promise<{ response: number }>;
  /** Null: none was chosen. */
  readonly chooseFile: () => Promise<string | null>;
  readonly recover: (file: string) => Promise<unknown>;
  readonly renew: () => Promise<unknown>;
};

/** The keys; where they are lost, what the trader chooses is done first. Throws the fault where nothing is chosen. */
export async function keysOrAsk<Keys>({ read, isLost, ask, chooseFile, recover, renew }: Ways<Keys>): Promise<Keys> {
  let why: string | null = null;
  for (;;) {
    try {
      return read();
    } catch (fault) {
      if (!isLost(fault)) throw fault;
      const { response } = await ask(lostKeysQuestion(why ?? messageOf(fault)));
      if (response !== RECOVER && response !== RENEW) throw fault;
      why = await tried(async () => {
        const file = response === RECOVER ? await chooseFile() : null;
        if (file !== null) await recover(file);
        if (response === RENEW && (await ask(renewQuestion)).response === SIGN_AGAIN) await renew();
      });
    }
  }
}

/** Why it failed; null when it did not. */
async function tried(act: () => Promise<void>): Promise<string | null> {
  try {
    await act();
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

/** Asked before the recovery key is written: what it is, and what it lets others do. */
export const saveKeyQuestion: Question = {
  type: 'warning',
  title: 'Mikrobot Cockpit',
  message: 'Save the recovery key of the journal?',
  detail: [
    'With it the journal goes on when the keys of this PC are lost, as after Windows was set up again.',
    'Who has it can write records that look like those of your cockpit: print it, or keep it where you keep passwords, not on this PC.',
  ].join('\n'),
  buttons: ['Cancel', 'Save...'],
  defaultId: 0,
  cancelId: 0,
  noLink: true,
};

/** Shown once it is written: where, and what to do with it now. */
export const keySavedNote = (file: string): Question => ({
  type: 'info',
  title: 'Mikrobot Cockpit',
  message: 'The recovery key is saved.',
  detail: `${file}\nPrint it or move it to where you keep passwords, then delete the file on this PC.`,
  buttons: ['OK'],
  defaultId: 0,
  cancelId: 0,
  noLink: true,
});
