import type { DeliveryView } from '#shared/ipc';
import type { IconName } from '../../controls/index.ts';
import { countText, labelOf, stateText } from '../../format/index.ts';

const VERBS = { entry: 'open', exit: 'close', cancel: 'cancel' } as const;

/** What a delivery was understood as. An exit never looks like an entry. */
export function readAs({ signal, fate, code }: DeliveryView): string {
  if (signal !== null) {
    const { kind, symbol, side } = signal;
    return kind === 'entry' ? `${VERBS[kind]} ${side} ${symbol}` : `${VERBS[kind]} ${symbol}`;
  }
  if (fate === 'accepted' || fate === 'duplicate') return 'a signal that is over';
  // What it was read as stands in its reason: it became no signal.
  if (fate === 'test') return 'a test';
  return code === 'invalid_signal' ? 'in part' : code === 'malformed' ? 'not readable' : 'not read';
}

/** How it stands now, with the mark that goes with it. */
export function fateOf({ fate, signal, code, reason, count }: DeliveryView): { readonly icon: IconName; readonly text: string } {
  const times = count > 1 ? `${countText(count)} × ` : '';
  switch (fate) {
    case 'duplicate':
      return { icon: 'dash', text: `${times}sent twice` };
    case 'test':
      return { icon: 'dash', text: `not traded${reason === null ? '' : `: ${reason}`}` };
    case 'refused':
      return { icon: 'cross', text: `${times}${reason ?? labelOf(code ?? 'refused')}` };
    case 'accepted': {
      if (signal === null) return { icon: 'check', text: 'taken' };
      const isRefused = signal.state === 'rejected' || signal.state === 'failed';
      const why = signal.reason === null ? '' : `: ${signal.reason}`;
      return {
        icon: isRefused ? 'cross' : signal.state === 'awaiting_approval' ? 'clock' : 'check',
        text: `${stateText(signal.state)}${why}`,
      };
    }
  }
}
