import { plainKey } from '../intent/index.ts';
import { isObject, type JsonObject } from '../text/index.ts';

/** Names of what a body is wrapped in. What wraps an exit says so by its name, and is none of these. */
const WRAPPERS = new Set(
  'data payload message alert signal order body content trade params request webhook json details'.split(' '),
);
const WRAPPED_MAX = 3;

const lettersOf = (key: string): string => key.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** The names that a dialect knows, and each by its letters alone. Of two that look the same the first one counts. */
export type Spellings = { readonly names: ReadonlySet<string>; readonly byLetters: ReadonlyMap<string, string> };
export const spellings = (known: readonly string[]): Spellings => ({
  names: new Set(known),
  byLetters: new Map(known.toReversed().map((key) => [lettersOf(key), key])),
});

/**
 * A body without what it is wrapped in, in the spelling that the dialects know: `{"data": {"Symbol": "EURUSD"}}` is
 * `{"symbol": "EURUSD"}`. Nothing is dropped, so that the meaning stays what it was; where two names would fall together it stays as it is.
 */
export function shaped(
  body: JsonObject,
  known: Spellings,
  is: { readonly symbol: ReadonlySet<string>; readonly action: ReadonlySet<string> },
): JsonObject {
  let open = body;
  for (let depth = 0; depth < WRAPPED_MAX; depth += 1) {
    const next = unwrapped(open, is);
    if (next === null) break;
    open = next;
  }
  return respelled(open, known);
}

function unwrapped(
  body: JsonObject,
  { symbol, action }: { readonly symbol: ReadonlySet<string>; readonly action: ReadonlySet<string> },
): JsonObject | null {
  const keys = Object.keys(body);
  const namesSymbol = keys.some((key) => symbol.has(plainKey(key)));
  const namesAction = keys.some((key) => !isObject(body[key]) && action.has(plainKey(key)));
  if (namesSymbol && namesAction) return null;
  const wrapped = Object.entries(body).flatMap(([key, value]) =>
    WRAPPERS.has(plainKey(key)) && isObject(value) ? [[key, value] as const] : [],
  );
  const [only, ...more] = wrapped;
  if (only === undefined || more.length > 0) return null;
  const [key, inner] = only;
  const { [key]: _wrapped, ...rest } = body;
  const outer = new Set(Object.keys(rest).map(plainKey));
  return Object.keys(inner).some((name) => outer.has(plainKey(name))) ? null : { ...rest, ...inner };
}

function respelled(body: JsonObject, { names, byLetters }: Spellings): JsonObject {
  if (Object.keys(body).every((key) => names.has(key))) return body;
  const taken = new Set(Object.keys(body));
  const entries = Object.entries(body).map(([key, value]) => {
    const spelled = names.has(key)
      ? undefined
      : (byLetters.get(lettersOf(key)) ?? byLetters.get(/^strategy\W/i.test(key) ? plainKey(key) : ''));
    if (spelled === undefined || taken.has(spelled)) return [key, value] as const;
    taken.add(spelled);
    return [spelled, value] as const;
  });
  return Object.fromEntries(entries);
}
