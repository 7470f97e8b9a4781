/** Where a text stops being JSON, and what to change there. Line and column count from 1. */
type JsonFault = { readonly line: number; readonly column: number; readonly what: string; readonly mend: string };
type Repaired = { readonly ok: true; readonly texts: readonly string[] } | { readonly ok: false; readonly fault: JsonFault };

const VALUES_MAX = 20;
const DEPTH_MAX = 16;
const SPACE = /[\s\u00a0\u200b\ufeff]*/y;
const COMMENT = /\/\/[^\r\n]*|\/\*[\s\S]*?\*\//y;
const PLACEHOLDER = /\{\{[^{}\r\n]{0,80}\}\}/y;
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?=[\s,\]}]|\/\*|\/\/|$)/y;
const WORD = /[^\s,:{}[\]"'“”„‟‘’]+/y;
const LITERALS: ReadonlyMap<string, string> = new Map([
  ...['true', 'True', 'TRUE'].map((word) => [word, 'true'] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, 'false'] as const),
  ...['null', 'None', 'NULL', 'undefined'].map((word) => [word, 'null'] as const),
]);
/** Opening quotation marks and what may end them. Word processors and chat programs turn straight ones into curved ones. */
const QUOTES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['“', '“”"'],
  ['”', '“”"'],
  ['„', '“”"'],
  ['‟', '“”"'],
  ['‘', "‘’'"],
  ['’', "‘’'"],
]);

/**
 * The JSON values of a text, each as strict JSON. Mended is what has one meaning only: comments, commas too many, quotation marks of
 * other kinds, words without them, numbers like `.5` and `+1`, Python's words, a placeholder that stayed. A value that is missing or
 * cut off is never guessed. What no number can hold, like NaN, stays text, so that the field that has it can be named.
 */
export function repairJson(text: string): Repaired {
  const walk = new Walk(text);
  try {
    return { ok: true, texts: walk.all() };
  } catch (error) {
    if (error instanceof Stopped) return { ok: false, fault: error.fault };
    throw error;
  }
}

class Stopped extends Error {
  readonly fault: JsonFault;
  constructor(fault: JsonFault) {
    super(fault.what);
    this.fault = fault;
  }
}

class Walk {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  all(): readonly string[] {
    const texts: string[] = [];
    this.#blank();
    while (this.#at < this.#text.length) {
      if (texts.length === VALUES_MAX) this.#stop(`more than ${VALUES_MAX} values`, `send at most ${VALUES_MAX} in one body`);
      texts.push(this.#value(0));
      this.#blank();
      if (this.#here === ',' || this.#here === ';') {
        this.#at += 1;
        this.#blank();
      }
    }
    return texts;
  }

  get #here(): string {
    return this.#text[this.#at] ?? '';
  }

  #value(depth: number): string {
    if (depth > DEPTH_MAX) this.#stop(`deeper than ${DEPTH_MAX} levels`, 'send the fields of the signal at the top');
    this.#blank();
    const left = this.#take(PLACEHOLDER);
    if (left !== null) return JSON.stringify(left);
    if (this.#here === '{') return this.#object(depth);
    if (this.#here === '[') return this.#array(depth);
    if (QUOTES.has(this.#here)) return this.#string();
    const number = this.#take(NUMBER);
    if (number !== null) return strictNumber(number);
    return this.#word();
  }

  #object(depth: number): string {
    const members: string[] = [];
    this.#members('}', () => {
      const key = QUOTES.has(this.#here) ? this.#string() : JSON.stringify(this.#bare('a name'));
      this.#blank();
      if (this.#here === '=') this.#at += 1;
      else this.#expect(':', 'put a colon between the name and its value');
      members.push(`${key}:${this.#value(depth + 1)}`);
    });
    return `{${members.join(',')}}`;
  }

  #array(depth: number): string {
    const items: string[] = [];
    this.#members(']', () => void items.push(this.#value(depth + 1)));
    return `[${items.join(',')}]`;
  }

  /** What stands between a bracket and its other one. Commas separate; one too many is nothing. */
  #members(end: string, member: () => void): void {
    this.#at += 1;
    this.#commas();
    while (this.#here !== end) {
      if (this.#here === '') this.#stop(`the text ends before ${end}`, `the body is cut off: send it whole, up to ${end}`);
      member();
      this.#blank();
      if (this.#here === end) break;
      if (this.#here !== '') this.#expect(',', 'put a comma between two values; a decimal comma has to be a point');
      this.#commas();
    }
    this.#at += 1;
  }

  #commas(): void {
    this.#blank();
    while (this.#here === ',') {
      this.#at += 1;
      this.#blank();
    }
  }

  #string(): string {
    const ends = QUOTES.get(this.#here) ?? '"';
    const from = this.#at;
    let inner = '';
    for (this.#at += 1; this.#at < this.#text.length; this.#at += 1) {
      const char = this.#here;
      if (ends.includes(char)) {
        this.#at += 1;
        return JSON.stringify(inner);
      }
      inner += char === '\\' ? this.#escape() : char;
    }
    this.#at = from;
    return this.#stop('a quotation mark without its other one', 'close the text with a quotation mark');
  }

  #escape(): string {
    this.#at += 1;
    const char = this.#here;
    const known = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '/': '/', '\\': '\\', '"': '"', "'": "'" }[char];
    if (known !== undefined) return known;
    const hex = char === 'u' ? /^[0-9a-f]{4}/i.exec(this.#text.slice(this.#at + 1))?.[0] : undefined;
    if (hex === undefined) return this.#stop('a backslash before nothing it can stand for', 'write \\\\ for a backslash');
    this.#at += 4;
    return String.fromCharCode(parseInt(hex, 16));
  }

  #word(): string {
    const word = this.#bare('a value');
    return LITERALS.get(word) ?? JSON.stringify(word);
  }

  /** A word that stands without quotation marks. */
  #bare(what: string): string {
    return this.#take(WORD) ?? this.#stop(`${what} is missing`, `write ${what} here, or take the comma or bracket away`);
  }

  #expect(char: string, mend: string): void {
    if (this.#here !== char) this.#stop(`"${char}" is missing`, mend);
    this.#at += 1;
  }

  #blank(): void {
    do this.#take(SPACE);
    while (this.#take(COMMENT) !== null);
  }

  #take(what: RegExp): string | null {
    what.lastIndex = this.#at;
    const found = what.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#at += found.length;
    return found;
  }

  #stop(what: string, mend: string): never {
    const before = this.#text.slice(0, this.#at).split(/\r\n|\r|\n/);
    throw new Stopped({ line: before.length, column: (before.at(-1) ?? '').length + 1, what, mend });
  }
}

/** JSON's own spelling of a number. Leading zeros, a sign and a bare point are gone; digits stay as they are. */
function strictNumber(text: string): string {
  const [, sign = '', whole = '', rest = ''] = /^([+-]?)0*(\d*)(.*)$/.exec(text) ?? [];
  const tail = rest.startsWith('.') ? rest.replace(/^\.(?=$|e)/i, '') : rest;
  return `${sign === '-' ? '-' : ''}${whole === '' ? '0' : whole}${tail}`;
}
