const oneOf = (...parts: readonly string[]): string => parts.join('|');
/** Parts of words that say close, in Latin letters without accents. A word that contains one of them says it. */
const PARTS = new RegExp(
  oneOf(
    'clos(?:e|ing)|exit|liquidat|unwind|squareoff|schliess|glattstell|cerrar|cierr|salida|fermer|ferme|clotur|sortie',
    'chiud|chius|uscita|fechar|fecha(?:do|r|mento)?$|sluit|zamkn|sulje|kapat|zakry|vyhod|vykhod|zavr(?:it|i$|ete)|zavir|uzavr',
    'ukonc(?:it|ete)?|zatvor|uzatvor|zapri|inchide|tutup|ausstieg|aussteig|encerr|saida|uscire|sortir|wyjs|wyjdz|avslut|uitstap',
  ),
);
/** What says close only at the beginning or the end of a word: inflation is not flat. */
const EDGES = /^flat(?:$|ten|all|pos|long|short|now)|flat$|^reduc|^cover$|^cover(?:short|all)|^salir$|^sair$|^stc$/;
/** Words that only look so. */
const LOOKALIKES = /brexit|disclos|enclos|flexit|inflat$|conflat$/g;
const CLOSED = 'clos(?:e|es|ed|ing)';
/** A candle's close is a price: "closed above", "bar close", "close cross". */
const PRICE_USES = new RegExp(
  oneOf(
    `\\b(?:bars?|candles?|daily|hourly|weekly|day|week|month|session|market|prev|previous|last|price) ?${CLOSED}\\b`,
    `\\b(?:on|at|per|by|bullish|bearish) ?${CLOSED}\\b|(?:bar|candle|on)${CLOSED}\\b`,
    `\\b${CLOSED} ?(?:cross|crosses|crossed|crossing|above|below|over|under|inside|outside|near|back|price|breakout|breaks?)`,
  ),
  'g',
);
/** Words that stand beside a closing one in a command and leave it a command. */
const BESIDE = new Set(
  [
    'all any every long short buy sell longs shorts buys sells bull bear position positions trade trades order orders entry entries',
    's the my our now at market mkt half part partial to of for in hit reached signal alert stop loss take profit tp sl trail trailing',
    'full out and please it this stopped target percent pct hit reached',
  ]
    .join(' ')
    .split(' '),
);
/** Labels of the legs that end a trade. */
const LEG =
  /^(?:tp|sl|ts|tsl|take ?profit|stop ?loss|trail(?:ing)?(?: ?stop)?|stopped(?: out)?|stop ?out|margin ?call)[ _-]?\d*(?: ?(?:hit|reached|filled))?$/;
/** The same where only a label may stand; as an action, "stop" is a kind of order. LX and SX: long and short exit. */
const LABEL =
  /^(?:(?:time |timed )?stop|(?:get ?)?out|[ls] ?x|x ?[ls]|eod|end of (?:day|session|week)|break ?even|profit|loss|target)[ _-]?\d*$/;
/** What stands beside the leg in a label: whose it is, and that it was reached. */
const OF_A_SIDE = /\b(?:long|short|l|s|buy|sell|exit|hit|reached|filled|of|for|the|or|and)\b|[/|+&()#:.]/g;
/** TradingView's own comment of `strategy.close`: what follows is the entry's name. */
const CLOSE_ENTRY = /^clos(?:e|ing) (?:entry|entries|position)/;
const OTHER_SCRIPTS =
  /закры|закро|закри|закрий|затвор|κλεισ|κλείσ|סגור|ปิด|بستن|اغلاق|выход|平仓|平倉|平多|平空|清仓|清倉|決済|クローズ|手仕舞|利確|利食|損切|止盈|止损|止損|익절|손절|청산|إغلاق|बंद/;
const MARKS = /\p{M}+/gu;

/** A text as words: small letters without accents, and where a small letter meets a capital there is a gap. */
export function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(/ß/g, 'ss')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}

const isClosing = (word: string): boolean => PARTS.test(word) || EDGES.test(word) || OTHER_SCRIPTS.test(word);
/** The words of a text without those that speak of a candle's close. */
const meantWords = (text: string): readonly string[] =>
  wordsOf(text).join(' ').replace(PRICE_USES, ' ').replace(LOOKALIKES, ' ').split(' ');

/** True when a text says close, exit, flat, reduce or cover, in whatever case, spelling and in the usual languages. */
export const saysClose = (text: string): boolean =>
  OTHER_SCRIPTS.test(text.toLowerCase()) || [text, text.toLowerCase()].some((one) => wordsSayClose(meantWords(one)));

const wordsSayClose = (words: readonly string[]): boolean =>
  words.some(isClosing) || (words.length <= 4 && /^(?:square|take)off$/.test(words.join('')));

/** True when a label says by itself that its order ends a trade: "Stop", "LX", "EOD", "Long TP", "TP/SL", "SL (short)". */
export function isEndingLabel(text: string): boolean {
  const label = text.trim().toLowerCase().replace(/[_-]+/g, ' ');
  if (LABEL.test(label)) return true;
  const legs = label.replace(OF_A_SIDE, ' ').trim().replace(/\s+/g, ' ');
  return (
    legs !== label && legs !== '' && legs.split(/ (?=(?:tp|sl|ts|tsl|trail|take|stop loss)\b)/).every((leg) => LEG.test(leg))
  );
}

/** True when a text is a command to close and nothing else: "Exit Long", "close all", "TP1", "Close entry(s) order A". */
export function isClosePhrase(text: string): boolean {
  if (LEG.test(text.trim().toLowerCase().replace(/[_-]+/g, ' '))) return true;
  if (!saysClose(text)) return false;
  return [text, text.toLowerCase()].map(wordsOf).some((words) => {
    return CLOSE_ENTRY.test(words.join(' ')) || words.every((word) => isClosing(word) || BESIDE.has(word));
  });
}
