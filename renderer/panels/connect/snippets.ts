import type { StrategyId } from '#shared/domain';
import type { SampleLevels } from './sample-levels.ts';

export type SnippetWish = {
  /** Where it delivers, without a token: http://127.0.0.1:8000/webhook/signal. */
  readonly url: string;
  /** Signed with the secret; else the secret is a token at the end of the address. */
  readonly isSigned: boolean;
  readonly secret: string;
  readonly symbol: string;
  readonly strategy: StrategyId;
  readonly levels: SampleLevels;
};
/** Stands in a snippet on screen where the secret goes; copying puts it there. */
export const SECRET_MARK = '<secret>';

/** Our own JSON for a signed delivery. `id` and `time` as the language writes them. */
const fields = ({ symbol, strategy, levels }: SnippetWish): readonly (readonly [string, string])[] => [
  ['symbol', `"${symbol}"`],
  ['strategy_id', `"${strategy}"`],
  ['direction', '"BUY"'],
  ['price_levels', `{"entry": ${levels.price}, "stop_loss": ${levels.stop}, "take_profit": ${levels.target}}`],
];

/** The body that a snippet sends. */
export const signalBody = (wish: SnippetWish, id: string, atMs: number): string =>
  `{"signal_id": "${id}", ${fields(wish)
    .map(([key, value]) => `"${key}": ${value}`)
    .join(', ')}, "timestamp": "${new Date(atMs).toISOString()}"}`;

/** Python 3, nothing to install. */
export const pythonSnippet = (
  wish: SnippetWish,
): string => `import ${wish.isSigned ? 'hashlib, hmac, ' : ''}json, ${wish.isSigned ? 'time, ' : ''}urllib.error, urllib.request, uuid
from datetime import datetime, timezone

DOOR = "${doorOf(wish)}"
${wish.isSigned ? `SECRET = "${wish.secret}"\n` : ''}
signal = {
    "signal_id": f"script-{uuid.uuid4()}",
${fields(wish)
  .map(([key, value]) => `    "${key}": ${value},`)
  .join('\n')}
    "timestamp": datetime.now(timezone.utc).isoformat(),
}
body = json.dumps(signal).encode()
${wish.isSigned ? PYTHON_SIGNED : 'headers = {"Content-Type": "application/json"}'}
try:
    with urllib.request.urlopen(urllib.request.Request(DOOR, body, headers), timeout=5) as answer:
        print(answer.status, answer.read().decode())
except urllib.error.HTTPError as refused:
    print(refused.code, refused.read().decode())`;

const PYTHON_SIGNED = `stamp, nonce = str(int(time.time() * 1000)), uuid.uuid4().hex
mac = hmac.new(SECRET.encode(), f"{stamp}.{nonce}.".encode() + body, hashlib.sha256).hexdigest()
headers = {
    "Content-Type": "application/json",
    "X-Mikrobot-Timestamp": stamp,
    "X-Mikrobot-Nonce": nonce,
    "X-Signature": f"sha256={mac}",
}`;

const doorOf = ({ url, secret, isSigned }: SnippetWish): string => (isSigned ? url : `${url}/${secret}`);

/** A POSIX shell with curl and openssl: Linux, macOS, Git Bash on Windows. */
export const curlSnippet = (wish: SnippetWish): string => {
  const body = `body='{"signal_id": "script-'$(date +%s)'", ${fields(wish)
    .map(([key, value]) => `"${key}": ${value}`)
    .join(', ')}, "timestamp": "'$(date -u +%Y-%m-%dT%H:%M:%SZ)'"}'`;
  if (!wish.isSigned) return `${body}\ncurl -sS '${doorOf(wish)}' -H 'Content-Type: application/json' -d "$body"`;
  return `secret='${wish.secret}'
${body}
stamp=$(date +%s)000
nonce=$(openssl rand -hex 16)
mac=$(printf '%s' "$stamp.$nonce.$body" | openssl dgst -sha256 -hmac "$secret" | sed 's/^.* //')
curl -sS ${wish.url} -H 'Content-Type: application/json' \\
  -H "X-Mikrobot-Timestamp: $stamp" -H "X-Mikrobot-Nonce: $nonce" \\
  -H "X-Signature: sha256=$mac" -d "$body"`;
};
