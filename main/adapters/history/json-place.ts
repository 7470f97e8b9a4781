/** What may stand at a place of a JSON text. */
type Wanted = 'value' | 'value or end' | 'name' | 'name or end' | 'colon' | 'comma or end';

const TOKEN =
  /[ \t\r\n]*(?:([[\]{},:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;

/** Where a text stops being JSON: the first sign that cannot stand there, or its length where it only ends too early. */
export function brokenAt(text: string): number {
  const open: ('[' | '{')[] = [];
  let wanted: Wanted = 'value';
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    const start = at + (/^[ \t\r\n]*/.exec(text.slice(at, at + 10_000))?.[0].length ?? 0);
    if (match === null) return start;
    const next = after(wanted, match[1] ?? (match[2] === undefined ? 'other' : 'text'), open);
    if (next === null) return start;
    wanted = next;
    at = TOKEN.lastIndex;
  }
  return text.length;
}

/** What may follow a token; null: it may not stand there. Keeps what is open. */
function after(wanted: Wanted, token: string, open: ('[' | '{')[]): Wanted | null {
  const inside = open.at(-1);
  if (token === ':') return wanted === 'colon' ? 'value' : null;
  if (token === ',') return wanted !== 'comma or end' || inside === undefined ? null : inside === '[' ? 'value' : 'name';
  if (token === ']' || token === '}') {
    const isOpen = inside === (token === ']' ? '[' : '{');
    const mayEnd = wanted === 'comma or end' || wanted === (token === ']' ? 'value or end' : 'name or end');
    if (!isOpen || !mayEnd) return null;
    open.pop();
    return 'comma or end';
  }
  if (wanted === 'name' || wanted === 'name or end') return token === 'text' ? 'colon' : null;
  if (wanted !== 'value' && wanted !== 'value or end') return null;
  if (token !== '[' && token !== '{') return 'comma or end';
  open.push(token);
  return token === '[' ? 'value or end' : 'name or end';
}

const SHOWN = 20;

/** What is wrong with a text that is no JSON, with its line and column. */
export function brokenText(text: string): string {
  const at = brokenAt(text);
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  const place = `line ${line}, column ${column}`;
  if (at >= text.trimEnd().length) return `is cut off: its JSON does not end (${place})`;
  const shown =
    text
      .slice(at, at + SHOWN)
      .split('\n')[0]
      ?.trim() ?? '';
  return `is no JSON at ${place}: ${JSON.stringify(shown)} cannot stand there`;
}
