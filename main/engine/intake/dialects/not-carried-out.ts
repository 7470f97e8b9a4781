import type { Json } from '#shared/lib';
import { plainKey, saysOff } from '../intent/index.ts';
import type { JsonObject } from '../text/index.ts';
import { fieldReader, type Issue } from './field-reader.ts';
import { UNTIL } from './pending-fields.ts';

/** What a message may ask for and nobody here does. Passed over it would be another order than the one that was meant. */
const TERMS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:invers(?:e|ed)|invert(?:ed)?|mirror(?:ed)?|reversesignals?|opposite|fade)$/,
    'turns the message round, which is not done here: send the side that is meant',
  ],
  [
    /^(?:delay(?:seconds|secs?|ms|minutes|mins?)?|wait(?:for|until|seconds|minutes)?|notbefore|start(?:time|at|after)|(?:execute|activate|open)at|validfrom)$/,
    'asks to wait, which is not done here: send the message when it is meant',
  ],
  [
    /^(?:entry(?:zone|range|min|max|low|high|from|to|prices?\d|\d)|entries|entryprices|pricerange)$/,
    'is more than one price: send price, and order_type limit to wait for it',
  ],
  [
    /^(?:dca|grid|averagingdown|averagedown|safetyorders?|scalein|ladder)(?:enabled|orders?|levels?|steps?|count)?$/,
    'asks for several entries, and one message is one entry: leave it out',
  ],
  [
    /^(?:if|when|until|unless)(?:(?:price|bid|ask|above|below|over|under|candle|bar|close|market).*)?$/,
    'is a condition that is not looked at here: send the message when it holds',
  ],
  [
    /^(?:close|exit|cancel)(?:at|after|in)(?:time|minutes?|mins?|hours?|bars?|seconds?|candles?)?$|^max(?:hold|bars|duration).*$|^hold(?:ing)?(?:time|minutes|bars|period)$|^timed?(?:exit|stop)$/,
    "is not carried out: when a position is closed by the clock is its strategy's to say (Settings, Strategies)",
  ],
  [
    /^be(?:after|on|when).*$|^sltrigger$|^(?:stop|sl)(?:on|at)(?:bar|candle)?close$|^callbackrate$|^(?:soft|mental|virtual|hidden)(?:sl|stop|stoploss)$/,
    'is not carried out: the stop is at the broker, and is moved by be_pips and trailing_pips',
  ],
  [
    /^max(?:open)?(?:positions?|pos|trades|orders|entries|spread)(?:per(?:day|symbol))?$|^spreadfilter$|^one(?:trade|position|order)per(?:day|symbol|bar|session)$/,
    'is a limit that is not looked at here: set it in Settings (Limits, Sources), and leave it out',
  ],
  [
    /^(?:tp|takeprofit|target|sl|stoploss|stop)(?:usd|eur|money|amount|dollars?|cash|currency)$/,
    'is money, and no level is counted in it: send a price, pips or percent',
  ],
];
/** Any of them: most names are none. */
const ANY = new RegExp(TERMS.map(([spelled]) => spelled.source).join('|'));

const isOff = (value: Json | undefined): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === 'object' ? Object.keys(value).length === 0 : saysOff(String(value).trim()));

/** An issue for each term of an entry that is not carried out, and for one that was over before it came. `at`: UTC ms of its delivery. */
export function refuseTerms(body: JsonObject, at: number, issues: Issue[]): void {
  for (const [key, value] of Object.entries(body)) {
    if (isOff(value)) continue;
    const plain = plainKey(key);
    const message = ANY.test(plain) ? TERMS.find(([spelled]) => spelled.test(plain))?.[1] : undefined;
    if (message !== undefined) issues.push({ path: key, message });
  }
  const unread: Issue[] = [];
  const fields = fieldReader(body, '', unread, true);
  const until = fields.time(UNTIL);
  if (until !== null && until < at)
    issues.push({ path: fields.first(UNTIL)?.key ?? '', message: 'is over: the message came after it' });
}
