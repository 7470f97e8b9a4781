import { endsWithin } from './fault.ts';
import type { Question } from './question.ts';
import { mayQuit } from './quit-question.ts';
import type { TrayStatus } from './tray-status.ts';

/** As long as the journal may take to be sealed before the process ends anyway; it recovers at the next start. */
const SEAL_MS = 5_000;

export type LeavingPlan = {
  readonly standing: () => TrayStatus;
  readonly ask: (question: Question) => Promise<{ response: number }>;
  /** Puts the window away: the trader closed it but keeps the cockpit running. */
  readonly hide: () => void;
  readonly stop: (reason: string) => Promise<void>;
  readonly sealAtOnce: (reason: string) => void;
  readonly exit: (code: number) => void;
};

export type Leaving = {
  /** Asks when something is at stake, then ends. */
  ask(from: 'window' | 'app'): Promise<void>;
  /** Ends without a question: the operating system asked for it, or it was asked before. `last` is done when the run is sealed. */
  now(reason: string, last?: () => Promise<void>): Promise<void>;
  /** Seals before it returns, and ends: nobody waits for us. */
  atOnce(reason: string): void;
};

/** The only way out of the running cockpit: question, seal, exit; each once, however often it is asked for. */
export function leaving(plan: LeavingPlan): Leaving {
  let asking = false;
  let ending = false;

  const now = async (reason: string, last?: () => Promise<void>): Promise<void> => {
    if (ending) return;
    ending = true;
    const isSealed = await endsWithin(plan.stop(reason), SEAL_MS);
    if (isSealed) await last?.();
    plan.exit(isSealed ? 0 : 1);
  };

  const ask = async (from: 'window' | 'app'): Promise<void> => {
    if (asking || ending) return;
    asking = true;
    let agreed = false;
    try {
      agreed = await mayQuit(plan.standing(), plan.ask);
    } finally {
      asking = false;
    }
    if (agreed) await now('quit');
    else if (from === 'window') plan.hide();
  };

  const atOnce = (reason: string): void => {
    if (ending) return;
    ending = true;
    let code = 0;
    try {
      plan.sealAtOnce(reason);
    } catch {
      code = 1; // The next start recovers it.
    }
    plan.exit(code);
  };

  return { ask, now, atOnce };
}
