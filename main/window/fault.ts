import type { CockpitService } from '#ports';
import { messageOf } from '#shared/lib';

const HALT_MS = 2_000;
const SEAL_MS = 5_000;

/** Resolves to whether `work` ended well within `limitMs`. */
export function endsWithin(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), limitMs);
    const settle = (ended: boolean): void => {
      clearTimeout(timer);
      resolve(ended);
    };
    work.then(
      () => settle(true),
      () => settle(false),
    );
  });
}

export type FaultPlan = {
  /** The running cockpit, or undefined while it is still starting. */
  readonly cockpit: () => { readonly service: CockpitService; stop(reason: string): Promise<void> } | undefined;
  readonly log: (detail: string) => void;
  readonly tell: (title: string, text: string) => void;
  readonly exit: (code: number) => void;
};

/**
 * Handling of an uncaught error in the main process: halt, seal, notify, exit, in this order. State may be broken,
 * so nothing goes on; a second error on the way out ends the process at once.
 */
export function onFault({ cockpit, log, tell, exit }: FaultPlan): (fault: unknown) => Promise<void> {
  let ending = false;
  return async (fault) => {
    if (ending) {
      exit(1);
      return;
    }
    ending = true;
    const detail = messageOf(fault);
    const running = cockpit();
    let halted = false;
    if (running !== undefined) {
      try {
        const asked = running.service.command('trading.halt', { reason: 'An internal error', flatten: false }, 'engine');
        halted = (await endsWithin(asked, HALT_MS)) && (await asked).ok;
      } catch {
        halted = false; // The engine itself may be what broke; the message box below then tells it.
      }
      log(fault instanceof Error ? (fault.stack ?? detail) : detail);
      await endsWithin(running.stop('fault'), SEAL_MS);
    } else log(detail);
    const outcome = halted
      ? 'Trading was halted first and stays halted at the next start.'
      : 'Whether trading was halted is not known: look at MetaTrader 5.';
    tell('Mikrobot Cockpit has to close', `${detail}\n\n${running === undefined ? 'Nothing was being traded yet.' : outcome}`);
    exit(1);
  };
}
