/** A key that names a secret, and what leads to its value. In JSON, a form, a header or a line of text. */
const NAMES = [
  ...[
    'secret',
    'token',
    'passw',
    'passphrase',
    'passcode',
    '\\bpwd',
    'auth(?!or\\b)',
    'signature',
    'credential',
    'bearer',
    'cookie',
  ],
  ...['(?:api|access|user|private)_?-?key', 'session_?-?id', 'licen[sc]e', 'webhook_?-?url'],
];
const KEY = new RegExp(`["']?[\\w.-]*(?:${NAMES.join('|')})[\\w.-]*\\\\?["']?\\s*[:=]\\s*`, 'gi');
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi;
/** Words as long as keys and tokens are, with letters and digits in them. */
const LONG = /(?<![\w+/=-])(?=[\w+/=-]*[a-z])(?=[\w+/=-]*\d)[\w+/=-]{32,}/gi;
/** What stands before a long word that is the sender's own name for something, and no secret. */
const NAMES_IT = /["']?(?:\w*id|comment|name|ref)["']?\s*[:=]\s*["']?$/i;
/** A PineConnector line begins with a licence. */
const LICENCE = /^(\s*)\d{8,20}(?=\s*,\s*[a-z])/gim;
const MASK = '***';
const VALUE_MIN = 8;

/** A text without secrets: those whose values are given, and whatever a key or its own look says is one. */
export function redacted(text: string, secrets: readonly string[]): string {
  const known = secrets
    .filter((secret) => secret.length >= VALUE_MIN)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    .reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
  return namedMasked(known)
    .replace(BEARER, `$1 ${MASK}`)
    .replace(LICENCE, `$1${MASK}`)
    .replace(LONG, (word, at: number, whole: string) =>
      NAMES_IT.test(whole.slice(Math.max(0, at - 40), at)) ? word : `${word.slice(0, 4)}${MASK}`,
    );
}

/** Masks the value behind each key that names a secret, whatever it is: a text, a number, a list or an object. */
function namedMasked(text: string): string {
  let out = '';
  let at = 0;
  KEY.lastIndex = 0;
  for (let found = KEY.exec(text); found !== null; found = KEY.exec(text)) {
    const begin = found.index + found[0].length;
    const end = endOfValue(text, begin);
    if (end === begin) continue;
    const first = text[begin] ?? '';
    const isQuoted = first === '"' || first === "'";
    const isText = !isQuoted && !'{['.includes(first);
    out += text.slice(at, begin) + (isQuoted ? `${first}${MASK}${first}` : isText ? MASK : `"${MASK}"`);
    at = end;
    KEY.lastIndex = end;
  }
  return out + text.slice(at);
}

/** Where the value that begins there ends: its closing quote or bracket, or what separates it from the next. */
function endOfValue(text: string, begin: number): number {
  const first = text[begin] ?? '';
  if (first === '"' || first === "'") return endOfQuoted(text, begin, first);
  if (first !== '{' && first !== '[') {
    const length = text.slice(begin).search(/[\s,;&}\])]/);
    return length === -1 ? text.length : begin + length;
  }
  let depth = 0;
  for (let at = begin; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === '"') at = endOfQuoted(text, at, sign) - 1;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

function endOfQuoted(text: string, begin: number, quote: string): number {
  for (let at = begin + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return at + 1;
  }
  return text.length;
}
