import type { IncomingMessage } from 'node:http';
import { isEncrypted } from './encrypted.ts';
import { problem, type Problem } from './problem.ts';

/** Headers that mean one thing or nothing. Node keeps the first of several and drops the others unseen. */
const ONCE = new Set([
  'authorization',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'origin',
  'transfer-encoding',
  'upgrade',
]);
/** Visible ASCII without a fragment, a backslash (some read it as a slash) and what even browsers encode. */
const TARGET = /^[!$-;=?-[\]-~]*$/;
const AUTHORITY = /^(?:[A-Za-z0-9._~!$&'()*+,;=%-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;
const ABSOLUTE = /^(https?):\/\/([^/?]*)(?:[/?]|$)/i;

/**
 * Why a request must not be served at all, whatever its route: what RFC 9110 and 9112 leave to two readings, of which a proxy
 * in front of us may have taken the other. Null: it can be read in one way only.
 */
export function requestFault(request: IncomingMessage): Problem | null {
  const fault = versionFault(request) ?? repeated(request) ?? hostFault(request) ?? targetFault(request) ?? codingFault(request);
  return fault === null ? null : problem(400, 'malformed', fault);
}

const versionFault = ({ httpVersion }: IncomingMessage): string | null =>
  httpVersion === '1.1' || httpVersion === '1.0' ? null : 'The HTTP version must be 1.1 or 1.0.';

function repeated({ rawHeaders }: IncomingMessage): string | null {
  const seen = new Set<string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? '';
    if (!ONCE.has(name)) continue;
    if (seen.has(name)) return `The header ${name} is there more than once.`;
    seen.add(name);
  }
  return null;
}

/** HTTP/1.0 knows no Host; every later request has one that is an address. */
function hostFault({ headers: { host }, httpVersion }: IncomingMessage): string | null {
  if (host === undefined) return httpVersion === '1.0' ? null : 'There is no Host header.';
  return AUTHORITY.test(host) ? null : 'The Host header is no name or address with a port.';
}

/** A path, or a whole address of ours: its authority says for whom the request is, so Host has to say the same. */
function targetFault(request: IncomingMessage): string | null {
  const { url = '', method, headers } = request;
  const { host } = headers;
  if (url === '*') return method === 'OPTIONS' ? null : 'Only OPTIONS may ask for *.';
  if (!TARGET.test(url)) return 'The request target holds a character that must be percent-encoded, or a fragment.';
  if (url.startsWith('/')) return null;
  const [, scheme, authority] = ABSOLUTE.exec(url) ?? [];
  const own = isEncrypted(request) ? 'https' : 'http';
  if (authority === undefined || scheme?.toLowerCase() !== own)
    return `The request target must be a path, or an ${own} address of this cockpit.`;
  if (authority.toLowerCase() === host?.toLowerCase()) return null;
  return 'The request target names another authority than the Host header.';
}

/** A body is as long as it says, or in chunks; nothing is packed, and HTTP/1.0 knows no chunks. */
function codingFault({ headers, httpVersion }: IncomingMessage): string | null {
  const coding = headers['transfer-encoding'];
  if (coding === undefined) return null;
  if (httpVersion === '1.0') return 'HTTP/1.0 has no Transfer-Encoding.';
  return coding.trim().toLowerCase() === 'chunked' ? null : 'The only Transfer-Encoding that is read is chunked.';
}
