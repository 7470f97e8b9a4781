import type { FromEa } from '#shared/bridge';
import type { TerminalNews } from '#ports';
import type { TerminalMirror } from './terminal-mirror.ts';
import { barOf, dealOf } from './translate.ts';

/**
 * What a line of the Expert Advisor says by itself: a price, a closed candle, a deal. Null: it is an answer, or nothing that
 * anybody waits for. Candles count while the link is up: those before come with the history that is read then.
 */
export function newsIn(message: FromEa, mirror: TerminalMirror, isUp: boolean): TerminalNews | null {
  switch (message.t) {
    case 'tick': {
      const quote = mirror.quote(mirror.ours(message.sym));
      return quote === null ? null : { kind: 'quote', quote };
    }
    case 'bar': {
      const { sym, ms, o, h, l, c, vol, spread } = message;
      // What is only held has no detector.
      if (!isUp || mirror.broker(mirror.ours(sym)) === null) return null;
      return { kind: 'bar', bar: barOf(mirror.ours(sym), mirror.utc(ms), [o, h, l, c, vol, spread], 'live') };
    }
    case 'deal':
      return message.q === undefined ? { kind: 'deal', deal: dealOf(message, mirror) } : null;
    default:
      return null;
  }
}
