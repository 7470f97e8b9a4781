import type { StrategyId } from '#shared/domain';
import type { SampleLevels } from './sample-levels.ts';

export type SnippetWish = {
  readonly http: string;
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
export const pythonSnippet = (wish: SnippetWish): string => `import hashlib, hmac, json, time, urllib.error, urllib.request, uuid
from datetime import datetime, timezone

DOOR = "${wish.http}/webhook/signal"
SECRET = "${wish.secret}"

signal = {
    "signal_id": f"script-{uuid.uuid4()}",
${fields(wish)
  .map(([key, value]) => `    "${key}": ${value},`)
  .join('\n')}
    "timestamp": datetime.now(timezone.utc).isoformat(),
}
body = json.dumps(signal).encode()
stamp, nonce = str(int(time.time() * 1000)), uuid.uuid4().hex
mac = hmac.new(SECRET.encode(), f"{stamp}.{nonce}.".encode() + body, hashlib.sha256).hexdigest()
headers = {
    "Content-Type": "application/json",
    "X-Mikrobot-Timestamp": stamp,
    "X-Mikrobot-Nonce": nonce,
    "X-Signature": f"sha256={mac}",
}
try:
    with urllib.request.urlopen(urllib.request.Request(DOOR, body, headers), timeout=5) as answer:
        print(answer.status, answer.read().decode())
except urllib.error.HTTPError as refused:
    print(refused.code, refused.read().decode())`;

/** A POSIX shell with curl and openssl: Linux, macOS, Git Bash on Windows. */
export const curlSnippet = (wish: SnippetWish): string => `secret='${wish.secret}'
body='{"signal_id": "script-'$(date +%s)'", ${fields(wish)
  .map(([key, value]) => `"${key}": ${value}`)
  .join(', ')}, "timestamp": "'$(date -u +%Y-%m-%dT%H:%M:%SZ)'"}'
stamp=$(date +%s)000
nonce=$(openssl rand -hex 16)
mac=$(printf '%s' "$stamp.$nonce.$body" | openssl dgst -sha256 -hmac "$secret" | sed 's/^.* //')
curl -sS ${wish.http}/webhook/signal -H 'Content-Type: application/json' \\
  -H "X-Mikrobot-Timestamp: $stamp" -H "X-Mikrobot-Nonce: $nonce" \\
  -H "X-Signature: sha256=$mac" -d "$body"`;
