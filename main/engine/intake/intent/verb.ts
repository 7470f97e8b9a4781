import type { Side } from '#shared/domain';
import { isClosePhrase, saysClose, wordsOf } from './closing-words.ts';

/** What a word in the place of an action asks for. `held`: the side of the position that is meant, where the word names one. */
export type Verb =
  /** `waits`: the word names an order that waits for its price. */
  | { readonly does: 'open'; readonly side: Side; readonly names: 'order' | 'position'; readonly waits: boolean }
  | { readonly does: 'close'; readonly held: Side | null }
  | { readonly does: 'cancel'; readonly side: Side | null }
  | { readonly does: 'test' }
  /** Closes what is held and opens after that. Null: the word leaves it to another field. */
  | { readonly does: 'turn'; readonly closes: Side | 'any' | null; readonly opens: Side | null }
  /** Known, and not carried out: moves levels, cancels and opens at once, switches an Expert Advisor. */
  | { readonly does: 'other' };

const OPENING: ReadonlyMap<string, Side> = new Map([
  ...['buy', 'long', 'bull', 'bullish'].map((word) => [word, 'BUY'] as const),
  ...['sell', 'short', 'bear', 'bearish'].map((word) => [word, 'SELL'] as const),
]);
/** Words that may stand beside a side without changing what it says. */
const BESIDE =
  /^(?:enter|entry|open|go|market|limit|stop|order|signal|position|new|op|type|deal|trade|strong|now|to|a|the|instant|pending)$/;
const WAITING = /limit|stop|pending/;
const side = (word: string): Side => (/long|buy|bull/.test(word) ? 'BUY' : 'SELL');

/** Words that close a part and say neither close nor exit. */
const PARTS = /^(?:take|position)?partials?(?:tp|profit|long|short)?$|^scaleout|^trim(?:$|long|short|position)/;

/** The same of all, as an action. */
const ENDS = /^(?:end|finish|terminate|kill|panic|dump|sellall|bailout|getout)(?:the)?(?:trade|position|all|long|short|now)?$/;

/** The verb that a text is; null when it is none we know. A side is named by the words of trading, in any case and spelling. */
export function verbOf(text: string): Verb | null {
  const words = wordsOf(text);
  const joined = words.join('');
  if (joined === '') return null;
  if (/^(?:connection)?test(?:only|alert|signal)?$|^ping$|^hello$/.test(joined)) return { does: 'test' };
  const turn = turning(joined);
  if (turn !== null) return turn;
  if (/^ea(?:on|off)$|^cancel(?:long|short)(?:buy|sell)/.test(joined)) return { does: 'other' };
  if (/cancel|withdraw|deletepending|removepending/.test(joined)) return { does: 'cancel', side: sideNamed(joined) };
  if (saysClose(text) || isClosePhrase(text) || joined === 'btc' || PARTS.test(joined) || ENDS.test(joined))
    return closing(joined);
  if (/^(?:position|order)?(?:newsltp|modify|move|update|change|adjust)/.test(joined) || /breakeven|trailingstop$/.test(joined))
    return { does: 'other' };
  return opening(words, joined);
}

/** "closelongopenshort", "exit short and buy": what is left, and what is opened after it. */
const CLOSES_AND_OPENS =
  /^(?:close|exit)(longshort|shortlong|long|short|buy|sell|all|position)(?:and|then)?(?:(?:open|enter|go)(long|short|buy|sell)|(?<=(?:long|short|all|position|and|then))(buy|sell))$/;
const REVERSES =
  /revers(?:e|al|ing|ed)?|^(?:close|exit)(?:and|then)(?:open|enter)$|^flip|^sar$|^turn(?:around|to|long|short|buy|sell|$)|^switch(?:side|to|long|short|buy|sell|$)/;
/** "reverse to long", "flip short" name the side that is opened; "reverse long" may be either. */
const OPENS = /(?:to|into|open|enter|go|and|flip|turn|switch)(long|short|buy|sell)$/;

function turning(joined: string): Verb | null {
  const [, held, opened, ordered] = CLOSES_AND_OPENS.exec(joined) ?? [];
  const opens = opened ?? ordered;
  if (held !== undefined && opens !== undefined)
    return { does: 'turn', closes: /^(?:long|short|buy|sell)$/.test(held) ? side(held) : 'any', opens: side(opens) };
  if (!REVERSES.test(joined) || /^no|without|notrevers/.test(joined)) return null;
  const named = OPENS.exec(joined)?.[1];
  return { does: 'turn', closes: null, opens: named === undefined ? null : side(named) };
}

function opening(words: readonly string[], joined: string): Verb | null {
  const whole =
    /^(?:enter|open|go|market|op)?(buy|sell|long|short|bull|bear|bullish|bearish)(?:limit|stop|stoplimit|market|entry|order|signal)?$/.exec(
      joined,
    );
  const named = words.filter((word) => OPENING.has(word));
  const rest = words.filter((word) => !OPENING.has(word));
  const word = whole?.[1] ?? (named.length === 1 && rest.every((one) => BESIDE.test(one)) ? named[0] : undefined);
  if (word === undefined) return null;
  return { does: 'open', side: side(word), names: /buy|sell/.test(word) ? 'order' : 'position', waits: WAITING.test(joined) };
}

/** "Sell to close" is the order that ends a long; "close buy" ends what was bought. */
function closing(joined: string): Verb {
  if (/^(?:sellto(?:clos|exit)|stc|sellall)/.test(joined)) return { does: 'close', held: 'BUY' };
  if (/^(?:buyto(?:clos|exit|cover)|btc|cover)/.test(joined)) return { does: 'close', held: 'SELL' };
  return { does: 'close', held: sideNamed(joined) };
}

/** The side that a text names, when it names one only. */
function sideNamed(joined: string): Side | null {
  const named = new Set((joined.match(/long|short|buy|sell|bull|bear/g) ?? []).map(side));
  return named.size === 1 ? ([...named][0] ?? null) : null;
}
