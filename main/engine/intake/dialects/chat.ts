import type { Side } from '#shared/domain';
import { instrumentNamed, isPairOfMoney } from '#shared/instruments';
import type { JsonObject } from '../text/index.ts';
import { isClosePhrase, saysClose } from '../intent/index.ts';
import { levelsWritten, namesLevels } from './chat-levels.ts';
import type { Issue } from './field-reader.ts';
import { symbolNamed, type SymbolNames } from './symbol-names.ts';
import { sideOf } from './vocabulary.ts';

/** What a person wrote, as a flat body; or why nothing is done, and whether it speaks of an end. */
export type ChatMessage =
  /** `opens`: it asks for an entry, and not only for an end. */
  | { readonly kind: 'body'; readonly body: JsonObject; readonly opens: boolean }
  | { readonly kind: 'nothing'; readonly issue: Issue; readonly symbol: string | null; readonly ends: boolean };

/** Words for the two sides in the languages of channels, beside the usual ones. */
const FOREIGN: ReadonlyMap<string, Side> = new Map([
  ...'buying compra comprar compro acheter achat kaufen kauf koupit nakup лонг покупка покупаем покупать купить'
    .split(' ')
    .map((word) => [word, 'BUY'] as const),
  ...'selling venta vender vendo venda vendre vente verkaufen verkauf prodat prodej шорт продажа продаем продать'
    .split(' ')
    .map((word) => [word, 'SELL'] as const),
]);
const LEVELS_MOVED = 'changes levels, which no signal does';
const LEVELS = /\b(?:s\/?l|t\/?p\d?|stop[\s-]*loss|take[\s-]*profit|targets?)\b|(?<!(?:buy|sell|long|short)[ \t_-]+)\bstop\b/i;
const NOTHING_HELD = new RegExp(
  [
    String.raw`\b(?:positions?|size|qty|quantity|volume|lots?|contracts|units|remaining|left|exposure|holdings?)\b[^\p{L}\d\n]{0,4}`,
    String.raw`(?:(?:is|now|to)[^\p{L}\d\n]{0,3}){0,2}(?:0+(?:[.,]0+)?(?![\d.,])|zero\b|flat\b|none\b)`,
  ].join(''),
  'iu',
);
/** What speaks of a trade that is there already, of one that may come, or against one. */
const NO_ORDER: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:hit|reached|running|booked|secured|achieved|done|closed|still|holding|result|update|updated|currently|floating)\b|[✅✔💰🎯]\s*$|[+]\s?\d+(?:[.,]\d+)?\s*(?:pips?|points?|%|\$)/iu,
    'speaks of a trade that is running or over',
  ],
  [
    new RegExp(
      [
        String.raw`\b(?:if|when|wait(?:ing)?|once|unless|maybe|might|could|should|watch(?:ing)?|looking|soon|ready|prepare|plan(?:ning)?)\b`,
        String.raw`\b(?:alert me|possible|potential|after a?|tomorrow|later|tonight|next (?:day|week|session|candle|bar)|at (?:the )?open)\b|\?`,
      ].join('|'),
      'iu',
    ),
    'speaks of what may come',
  ],
  [
    /\b(?:don'?t|dont|do not|not|never|no|avoid|ignore|invalid\w*|skip|expired|failed|voided?|missed)\b/iu,
    'speaks against a trade',
  ],
  [/\b(?:valid|good|open)\s*(?:till?|until|thru|through|for)\b|\bexpir\w*/iu, 'names its end, which is not kept of a text'],
  [NOTHING_HELD, 'says that nothing is to be held'],
  [/\b(?:move|moved|set|adjust|change|modify|shift|trail)\b|\bbreak ?even\b|\bto be\b|\bat be\b/iu, LEVELS_MOVED],
];
/** What is held is closed by it too, so it is told while something is. */
const TURNS = /\b(?:revers(?:e|al|ed|ing)|flip(?:ped|ping)?|switch(?:ed|ing)?)\b|\bturn(?:ed|ing)?\s+(?:to|into|around|round)\b/i;
const CANCELS = /\b(?:cancel|delete|remove|withdraw)(?:led|ed|d|s)?\b/i;
const WAITS = /\b(?:buy|sell|long|short)[ \t_-]+(limit|stop)\b(?![\s_-]*loss)/i;
/** Stands where a symbol was: what is left and right of it does not belong together. */
const GAP = ' ¤ ';
/** A longer text is read by people alone. */
export const CHAT_CHARS_MAX = 600;
const AMOUNT = String.raw`(\d+(?:[.,]\d+)?)`;

/**
 * Reads a message that people write for people. It opens only what names one symbol, one side and a stop, and nothing else. Null: it
 * names neither a market nor a side, and ends nothing.
 */
export function chatMessage(text: string, names: SymbolNames): ChatMessage | null {
  const lines = text
    .normalize('NFKC')
    .replaceAll(/[*_`~]/g, ' ')
    .split(/[\r\n]/);
  const plain = lines
    .map((line) => line.split(/\s+/).join(' ').trim())
    .filter((line) => line !== '')
    .join('\n');
  const written = symbolsIn(plain, names);
  const symbols = [...new Set(written.values())];
  const symbol = symbols.length === 1 ? (symbols[0] ?? null) : null;
  const said = [...written.keys()].reduce((left, name) => left.replaceAll(name, GAP), plain).replace(/[#$]/g, ' ');
  const ends = saysClose(said);
  const nothing = (message: string): Extract<ChatMessage, { readonly kind: 'nothing' }> => ({
    kind: 'nothing',
    issue: { path: 'text', message },
    symbol,
    ends,
  });
  if (symbols.length > 1) return nothing(`names ${symbols.join(' and ')}: send one message for each`);
  const words = [...said.matchAll(/\p{L}+/gu)].map(([word]) => word.toLowerCase());
  const sides = new Set(words.flatMap((word) => sideOf(word) ?? FOREIGN.get(withoutMarks(word)) ?? []));
  const [side] = sides;
  if (symbols.length === 0 && side === undefined && !ends) return null;
  const command = said.replace(/\s+/g, ' ').trim();
  if (symbol === null) return nothing('names no symbol that is known: write one, such as EURUSD or GOLD');
  if (ends) return isClosePhrase(command) && !namesLevels(said) ? ending({ symbol, action: command }) : nothing(ENDS);
  if (CANCELS.test(said) && LEVELS.test(said)) return nothing(`${LEVELS_MOVED}: nothing is opened by it`);
  if (CANCELS.test(said)) return ending({ symbol, action: sides.size === 1 ? `cancel ${side ?? ''}` : 'cancel' });
  if (TURNS.test(said)) return { ...nothing(TURNS_ROUND), ends: true };
  const other = NO_ORDER.find(([word]) => word.test(said));
  if (other !== undefined) return nothing(`${other[1]}: nothing is opened by it`);
  if (sides.size > 1) return nothing('names both sides: send one message for each');
  if (side === undefined) return nothing('names neither buy nor sell');
  const { levels, problem } = levelsWritten(said, side);
  if (problem !== null) return nothing(problem);
  const waits = WAITS.exec(said)?.[1]?.toLowerCase();
  const body = {
    ...{ symbol, action: side, ...levels },
    ...(waits === undefined ? {} : { order_type: waits }),
    ...numberBeside(said, `${AMOUNT}\\s*lots?\\b`, `\\blots?\\s*(?:size)?\\s*[:=]?\\s*${AMOUNT}`, 'lots'),
    ...numberBeside(said, `\\brisk\\s*[:=]?\\s*${AMOUNT}\\s*%`, `${AMOUNT}\\s*%\\s*risk\\b`, 'risk_percent'),
  };
  return { kind: 'body', body, opens: true };
}

const ENDS = 'speaks of closing and says more: to close, write only that, such as "close EURUSD" or "close half EURUSD"';
const TURNS_ROUND = 'turns to the other side, which no text does: close first, such as "close EURUSD", then send the entry';
const ending = (body: JsonObject): ChatMessage => ({ kind: 'body', body, opens: false });
const withoutMarks = (word: string): string =>
  word
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFC');

function numberBeside(text: string, before: string, after: string, key: string): JsonObject {
  const found = new RegExp(before, 'i').exec(text) ?? new RegExp(after, 'i').exec(text);
  return found?.[1] === undefined ? {} : { [key]: found[1] };
}

/** What a text writes for markets, and the market that each stands for. Words of a language are none. */
function symbolsIn(text: string, names: SymbolNames): ReadonlyMap<string, string> {
  const words = new Map<string, string | null>();
  for (const [written, mark = '', word = ''] of text.matchAll(
    /([#$]?)\b([A-Za-z]{2,}\d{0,4}(?:\/[A-Za-z]{3,4})?(?:\.[a-z]{1,4}\b)?)/g,
  ))
    if (!words.has(written)) words.set(written, marketOf(word, mark !== '', names));
  // The longer ones first: "#GOLD" holds "GOLD".
  const found = [...words].flatMap(([written, name]) => (name === null ? [] : [[written, name] as const]));
  return new Map(found.toSorted(([one], [other]) => other.length - one.length));
}

function marketOf(word: string, isMarked: boolean, names: SymbolNames): string | null {
  const joined = word.replace('/', '');
  if (isPairOfMoney(joined)) return joined.toUpperCase();
  const known = instrumentNamed(joined)?.symbol;
  if (known !== undefined && (joined.length >= 4 || joined === joined.toUpperCase())) return known;
  // Shares are words like others: NOW, ALL, IT. With a mark before it one is meant.
  return isMarked ? symbolNamed(word, names) : null;
}
