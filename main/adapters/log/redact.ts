const SECRET_KEY =
  /secret|token|password|passphrase|authorization|cookie|api[-_]?key|private[-_]?key|journal[-_]?key|credential/i;
export const REDACTED = '[redacted]';
const DEPTH_MAX = 8;
const ITEMS_MAX = 200;
/** A shorter one would black out ordinary words. */
const SECRET_MIN = 8;

/** Replaces every occurrence of a known secret inside a text. */
export function withoutSecrets(text: string, secrets: ReadonlySet<string>): string {
  let clean = text;
  for (const secret of secrets) if (secret.length >= SECRET_MIN) clean = clean.replaceAll(secret, REDACTED);
  return clean;
}

/**
 * A copy of a log field that is safe to write: secrets by key and by value replaced, errors spelled out, circles and
 * depths cut. Never throws, because a log line must not be what stops the cockpit.
 */
export function redact(value: unknown, secrets: ReadonlySet<string>): unknown {
  return copy(value, secrets, []);
}

function copy(value: unknown, secrets: ReadonlySet<string>, above: readonly object[]): unknown {
  if (typeof value === 'string') return withoutSecrets(value, secrets);
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) return '[circular]';
  if (above.length >= DEPTH_MAX) return '[deep]';
  const inside = [...above, value];
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.slice(0, ITEMS_MAX).map((item) => copy(item, secrets, inside));
  if (value instanceof Map || value instanceof Set || ArrayBuffer.isView(value)) return `[${value.constructor.name}]`;
  return Object.fromEntries(
    membersOf(value).map(([key, member]) => [key, SECRET_KEY.test(key) ? REDACTED : copy(member, secrets, inside)]),
  );
}

/** An error's message and stack are no ordinary members, and the stack is what one looks for. */
function membersOf(value: object): readonly (readonly [string, unknown])[] {
  const members = Object.keys(value)
    .slice(0, ITEMS_MAX)
    .map((key) => [key, read(value, key)] as const);
  if (!(value instanceof Error)) return members;
  const { name, message, stack, cause } = value;
  return [
    ['name', name],
    ['message', message],
    ['stack', stack],
    ...(cause === undefined ? [] : [['cause', cause] as const]),
    ...members,
  ];
}

function read(value: object, key: string): unknown {
  try {
    return (value as Readonly<Record<string, unknown>>)[key];
  } catch {
    return '[unreadable]';
  }
}
