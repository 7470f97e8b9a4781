import { isSecretKey } from './plain-json.ts';

const KEYS_MAX = 20;
/** Shorter keys may differ by case: exchanges send candles with t and T. */
const FOLDED_MIN = 3;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const SCALAR = /[^\s,\]}]+/y;
const SPACE = /\s*/y;

/**
 * Paths of keys that an object of a JSON text states more than once with different values, also when only the case of a
 * letter differs. JSON leaves open which one counts, so two readers may understand two things. The text has to be valid JSON.
 */
export function repeatedKeys(text: string): readonly string[] {
  const walk = new Walk(text);
  walk.value('');
  return [...walk.found].slice(0, KEYS_MAX);
}

class Walk {
  readonly found = new Set<string>();
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Reads one value; answers with its text. */
  value(path: string): string {
    this.#skip(SPACE);
    const from = this.#at;
    const first = this.#text[from];
    if (first === '{') this.#object(path);
    else if (first === '[') this.#array(path);
    else this.#skip(first === '"' ? STRING : SCALAR);
    return this.#text.slice(from, this.#at);
  }

  #object(path: string): void {
    const seen = new Map<string, string>();
    this.#members('}', () => {
      this.#skip(SPACE);
      const from = this.#at;
      this.#skip(STRING);
      const key = String(JSON.parse(this.#text.slice(from, this.#at)));
      this.#skip(SPACE);
      this.#at += 1; // The colon.
      const own = path === '' ? key : `${path}.${key}`;
      const text = this.value(own);
      const folded = key.length < FOLDED_MIN ? key : key.toLowerCase();
      const before = seen.get(folded);
      if (before !== undefined && before !== text && !isSecretKey(key)) this.found.add(own);
      seen.set(folded, text);
    });
  }

  #array(path: string): void {
    let index = 0;
    this.#members(']', () => {
      this.value(`${path}[${index}]`);
      index += 1;
    });
  }

  /** What stands between a bracket and its other one, separated by commas. */
  #members(end: string, member: () => void): void {
    this.#at += 1;
    this.#skip(SPACE);
    while (this.#text[this.#at] !== end) {
      member();
      this.#skip(SPACE);
      if (this.#text[this.#at] === ',') this.#at += 1;
    }
    this.#at += 1;
  }

  #skip(what: RegExp): void {
    what.lastIndex = this.#at;
    if (what.test(this.#text)) this.#at = what.lastIndex;
  }
}
