import type { Json } from '#shared/lib';
import { isObject, type JsonObject } from '../text/index.ts';
import { AFTER_KEYS, AFTER_SIZE_KEYS, BEFORE_SIZE_KEYS, INNER_KEYS, isNameOfRest, plainKey } from './keys.ts';
import { isSizeKey, sizeIn, type Size } from './size.ts';

/**
 * What a number that limits the size counts. Risk is what is lost at the stop; `isLimit`: 0 may say that there is none; `unclear`: it
 * counts nothing that can be told.
 */
export type Bound =
  | { readonly of: 'size'; readonly size: Size; readonly isLimit: boolean }
  | {
      readonly of: 'risk_percent' | 'risk_money' | 'equity' | 'balance' | 'unclear';
      readonly amount: number;
      readonly currency?: string;
    };

/** Words that stand beside the one that counts. */
const BESIDE = [
  'maximum|max|fixed|fix|trade|order|entry|initial|init|start|base|num|number|of|no|default|custom|my|deal|use|requested|req|buy|sell',
  'long|short|mt4|mt5|mql|account|acc|acct|per|in|the|each|sizing|size|position|pos|value|amount|amt|calculated|calc|to|at|stop|sl',
].join('|');
const named = (words: string): RegExp => new RegExp(`^(?:${BESIDE})*(?:${words})(?:${BESIDE})*$`);
const LOTS = named('lots?|lotes?|lotti|lotsize|volume|vol|volumen');
const UNITS = named('units?|shares');
const PLAIN = named('contracts?|qty|quantity|cantidad|menge|size|q');
const MONEY = named('notional|nominal|usdt|usdc|cash');
const SHARE = 'percent(?:age)?|pct|perc|prc|share';
const SHARES: readonly (readonly ['equity' | 'balance', RegExp])[] = [
  [
    'equity',
    named(`(?:equity|capital|portfolio|account)(?:of)?(?:${SHARE})|(?:${SHARE})(?:of)?(?:equity|capital|portfolio|account)`),
  ],
  ['balance', named(`(?:balance|wallet)(?:of)?(?:${SHARE})|(?:${SHARE})(?:of)?(?:balance|wallet)`)],
];
const RISK = named(`risk(?:ed)?(?:loss|lost|bal|balance|equity|capital|${BESIDE})*`);
const NAMES_SHARE = new RegExp(SHARE);
const RISK_PERCENT = new RegExp(`^(?:${BESIDE}|${SHARE}|risk|bal|balance|equity|capital|loss)*$`);
const RISK_MONEY = new RegExp(`^(?:${BESIDE}|risk|money|cash|usd|eur|gbp|dollars?|currency|cncy|ccy|sum|loss)*$`);
const RISK_LOTS = named('risk(?:ed)?(?:in)?lots?|lots?risk');
const CURRENCY = /usd|dollar|eur|gbp/;
const CURRENCIES: Readonly<Record<string, string>> = { usd: 'USD', dollar: 'USD', eur: 'EUR', gbp: 'GBP' };
/** PineConnector: money, or a share of balance or equity, that is lost at the stop; another share is of nothing that is named. */
const VOL_MONEY = /^vol(?:ume)?(?:dollars?|usd|money|cash)$/;
const VOL_LOSS = new RegExp(`^vol(?:ume)?(?:bal(?:ance)?|eq(?:uity)?)(?:${SHARE})loss$`);
const VOL_SHARE = new RegExp(`^vol(?:ume)?.*(?:${SHARE})`);
/** Money that is put in says nothing of the size by itself, nor does a share of what is not named. */
const SHARE_OF_NOTHING = new RegExp(`^(?:size|qty|quantity|lots?|volume|position|trade|order)(?:${SHARE})$`);
const PUT_IN = /^(?:investment|invest|invested|stake|budget|collateral)(?:amount|size|usd|usdt|money)?$/;
/** Read by the formats themselves, or of the symbol and no wish. */
const OTHERS = /^(?:risk|risk(?:percent|money|amount|cash)|contractsize|baseunits?|basevolume|unitsize|unitvalue|sharesize)$/;
/** More than so many percent at the stop is meant as money, or is a mistake. */
const BARE_RISK_MAX = 10;
/** Most names hold none of these, and are not looked at any closer. */
const SPEAKS_OF_IT =
  /lot|vol|unit|share|contract|qty|quant|cantidad|menge|size|^q$|notional|nominal|usd[tc]|cash|pct|perc|prc|risk|invest|stake|budget|collateral/;
const NAME_CHARS_MAX = 40;
const DEPTH_MAX = 4;

/** All that a body limits by such names, in any nesting but that of levels and candles. */
export const boundsOf = (body: JsonObject): readonly (Bound & { readonly path: string })[] => boundsIn(body, '', 0);

function boundsIn(body: JsonObject, path: string, depth: number): readonly (Bound & { readonly path: string })[] {
  return Object.entries(body).flatMap(([key, value]: [string, Json]) => {
    const at = path === '' ? key : `${path}.${key}`;
    const plain = plainKey(key);
    if (isObject(value))
      return depth >= DEPTH_MAX || INNER_KEYS.has(plain) || AFTER_KEYS.has(plain) ? [] : boundsIn(value, at, depth + 1);
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    const bound = boundIn(plain, String(value).trim());
    return bound === null ? [] : [{ ...bound, path: at }];
  });
}

/**
 * What a field limits by a name that is none of the usual ones: "fixed_lot", "riskPct", "max_lots", "capital_pct". What a body states of
 * its size is never passed over: what it counts is read, or it is `unclear`. Null: the name speaks of something else.
 */
function boundIn(plain: string, text: string): Bound | null {
  if (
    !SPEAKS_OF_IT.test(plain) ||
    plain.length > NAME_CHARS_MAX ||
    isSizeKey(plain) ||
    AFTER_KEYS.has(plain) ||
    AFTER_SIZE_KEYS.has(plain) ||
    BEFORE_SIZE_KEYS.has(plain)
  )
    return null;
  if (isNameOfRest(plain) || OTHERS.test(plain)) return null;
  const size = sizeIn('quantity', text);
  if (size === null || size.amount < 0) return null;
  const { amount } = size;
  const isLimit = /max/.test(plain);
  const counted = (how: Size['counted']): Bound => ({
    of: 'size',
    isLimit,
    size: size.counted === 'plain' ? { ...size, counted: how } : size,
  });
  if (RISK_LOTS.test(plain) || LOTS.test(plain)) return counted('lots');
  if (VOL_MONEY.test(plain)) return { of: 'risk_money', amount };
  if (VOL_LOSS.test(plain)) return { of: 'risk_percent', amount };
  if (VOL_SHARE.test(plain)) return { of: 'unclear', amount };
  if (/risk/.test(plain)) return riskIn(plain, size);
  if (UNITS.test(plain)) return counted('units');
  if (PLAIN.test(plain)) return counted('plain');
  if (MONEY.test(plain)) return counted('money');
  const share = SHARES.find(([, spelled]) => spelled.test(plain));
  if (share !== undefined) return { of: share[0], amount };
  return PUT_IN.test(plain) || SHARE_OF_NOTHING.test(plain) ? { of: 'unclear', amount } : null;
}

function riskIn(plain: string, { amount, counted, currency }: Size): Bound | null {
  if (counted === 'money') return { of: 'risk_money', amount, ...(currency === undefined ? {} : { currency }) };
  const isShare = NAMES_SHARE.test(plain) || counted === 'percent';
  if (isShare)
    return RISK_PERCENT.test(plain)
      ? { of: 'risk_percent', amount }
      : /margin|mgn/.test(plain)
        ? { of: 'unclear', amount }
        : null;
  const sign = CURRENCY.exec(plain)?.[0];
  if (RISK.test(plain)) {
    // "risk_amount" is money; "max_risk" is a share, where it can be one.
    const isMoney = /amount|amt|value/.test(plain);
    return isMoney ? { of: 'risk_money', amount } : { of: amount > BARE_RISK_MAX ? 'unclear' : 'risk_percent', amount };
  }
  if (!RISK_MONEY.test(plain)) return null;
  return { of: 'risk_money', amount, ...(sign === undefined ? {} : { currency: CURRENCIES[sign] ?? sign }) };
}
