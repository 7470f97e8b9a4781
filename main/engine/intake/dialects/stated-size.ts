import type { Json } from '#shared/lib';
import {
  AFTER_SIZE_KEYS,
  boundsOf,
  isSizeKey,
  plainKey,
  SIZE_TYPE_KEYS,
  sizeIn,
  type Bound,
  type Opens,
  type Size,
} from '../intent/index.ts';
import type { JsonObject } from '../text/index.ts';
import type { Draft } from './draft.ts';
import type { IntakeFacts } from './facts.ts';
import { positive, type Issue } from './field-reader.ts';
import { lotsOf } from './sizes.ts';

type Kind = Size['counted'] | 'equity' | 'balance' | 'risk_percent' | 'risk_money';
/** What a sender says its number counts. */
const KINDS: readonly (readonly [Kind, RegExp])[] = [
  ['risk_percent', /^risk(?:percent|pct|percentage)?$|^percent(?:age)?risk$/],
  ['risk_money', /^risk(?:dollaramount|amount|money|dollars?|cash|usd)$/],
  ['equity', /^(?:percent(?:age)?(?:of)?)?equity(?:percent(?:age)?)?$/],
  ['balance', /^(?:percent(?:age)?(?:of)?)?balance(?:percent(?:age)?)?$/],
  ['money', /^(?:dollaramount|cash|money|notional|notionalvalue|currency|value)$/],
  ['units', /^(?:units?|shares?)$/],
  ['lots', /^lots?$/],
  ['plain', /^(?:fixed|fixedquantity|quantity|contracts?|fixedsize)$/],
];

/**
 * The sizes that a body states, in any field and nesting, as upper bounds of the draft: lots, and what may be risked. What is no number,
 * or counts nothing that can be told, is an issue.
 */
export function withSizes(draft: Draft, body: JsonObject, { sizes }: Opens, facts: IntakeFacts, issues: Issue[]): Draft {
  for (const [key, value] of Object.entries(body))
    if (isOdd(key, value)) issues.push({ path: key, message: `${RULE}, not ${JSON.stringify(value).slice(0, 40)}` });
  const typed = Object.entries(body).flatMap(([key, value]) =>
    SIZE_TYPE_KEYS.has(plainKey(key)) && typeof value === 'string' && value !== '' ? [{ path: key, kind: kindOf(value) }] : [],
  )[0];
  if (typed?.kind === null) {
    const message = 'must be lots, units, dollar_amount, percent_of_equity, risk_percent or risk_dollar_amount';
    issues.push({ path: typed.path, message });
    return draft;
  }
  const kind = typed?.kind ?? null;
  const sized = sizes.reduce((read, size) => bounded(read, size, size.counted === 'plain' ? kind : null, facts, issues), draft);
  const limited = boundsOf(body).reduce((read, bound) => withBound(read, bound, facts, issues), sized);
  return limited.volumeMax === null ? asLargeAsHeld(limited, body, facts) : limited;
}

/** A limit under a name that is none of the usual ones. */
function withBound(draft: Draft, bound: Bound & { readonly path: string }, facts: IntakeFacts, issues: Issue[]): Draft {
  const { path } = bound;
  if (bound.of === 'size') {
    const { size, isLimit } = bound;
    if (size.isZero && !isLimit) issues.push({ path, message: 'must be a positive number of lots: 0 opens nothing' });
    return bounded(draft, { ...size, path }, null, facts, issues);
  }
  const { of, amount, currency } = bound;
  if (amount === 0) return draft;
  if (of === 'unclear') {
    issues.push({ path, message: 'says nothing of the size that can be counted: send lots, risk_percent or risk_money' });
    return draft;
  }
  const account = facts.account();
  if (currency !== undefined && account !== null && currency !== account.currency) {
    issues.push({
      path,
      message: `is ${currency}, and the account is in ${account.currency}: send risk_money in ${account.currency}`,
    });
    return draft;
  }
  return bounded(draft, { counted: 'plain', amount, isZero: false, path }, of, facts, issues);
}

/** What is held afterwards, where nothing else says how much is bought: never more than that. */
function asLargeAsHeld(draft: Draft, body: JsonObject, facts: IntakeFacts): Draft {
  const { symbol, side } = draft;
  const found = Object.entries(body).find(([key]) => AFTER_SIZE_KEYS.has(plainKey(key)));
  const stated = found?.[1];
  const size = typeof stated === 'string' || typeof stated === 'number' ? sizeIn('quantity', String(stated)) : null;
  if (size === null || symbol === null || side === null || size.counted !== 'plain' || size.amount === 0) return draft;
  const read = lotsOf({ ...size, amount: Math.abs(size.amount) }, symbol, side, facts);
  return 'problem' in read ? draft : { ...draft, volumeMax: read.lots };
}

const kindOf = (text: string): Kind | null => {
  const word = text.toLowerCase().replace(/[^a-z]/g, '');
  return KINDS.find(([, spelled]) => spelled.test(word))?.[0] ?? null;
};

const RULE = 'must be a positive number, of lots or units, or an amount of money with its currency';

function isOdd(key: string, value: Json): boolean {
  const plain = plainKey(key);
  if (!isSizeKey(plain) || value === null || value === '') return false;
  // An object under `volume` describes the market.
  if (typeof value === 'object') return plain !== 'volume';
  const size = sizeIn(plain, String(value));
  return size === null || size.amount < 0 || !Number.isFinite(size.amount);
}

type At = Size & { readonly path: string };

function bounded(draft: Draft, size: At, kind: Kind | null, facts: IntakeFacts, issues: Issue[]): Draft {
  const { symbol, side } = draft;
  const { amount, path } = size;
  if (positive(amount, false) === null || symbol === null || side === null) return draft;
  if (kind === 'risk_percent') {
    if (amount > 100) issues.push({ path, message: 'must be a number above 0 and at most 100' });
    return { ...draft, riskPercent: Math.min(amount, draft.riskPercent ?? amount) };
  }
  if (kind === 'risk_money') return { ...draft, riskMoney: Math.min(amount, draft.riskMoney ?? amount) };
  const account = facts.account();
  const share = kind === 'equity' || kind === 'balance' ? (account?.[kind] ?? null) : null;
  if ((kind === 'equity' || kind === 'balance') && share === null) {
    issues.push({ path, message: `is a share of the ${kind}, and no account is known: send lots` });
    return draft;
  }
  const counted =
    share === null
      ? { ...size, counted: kind === null || kind === 'equity' || kind === 'balance' ? size.counted : kind }
      : { counted: 'money' as const, amount: (amount / 100) * share, isZero: false };
  const read = lotsOf(counted, symbol, side, facts);
  if ('problem' in read) {
    issues.push({ path, message: read.problem });
    return draft;
  }
  return { ...draft, volumeMax: Math.min(read.lots, draft.volumeMax ?? read.lots) };
}
