import { createHash } from 'node:crypto';

/** Crockford's base 32: without letters that look like digits. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const MARK = 'MRK1';
const GROUP = 4;
const CHECK_BYTES = 4;
/** How the key was written: as it is, as 32 bytes in hex, as 32 bytes in base64url. */
const [PLAIN, HEX, BASE64URL] = [0, 1, 2];

/** The text is no recovery key, or one of its letters is wrong. */
export class RecoveryKeyFault extends Error {
  override readonly name = 'RecoveryKeyFault';
}

/** A journal key as one line that can be printed and typed, with a check against slips: `MRK1-XXXX-XXXX-...`. */
export function recoveryKey(journalKey: string): string {
  const body = packed(journalKey);
  const letters = lettersOf(Buffer.concat([body, checkOf(body)]));
  return [MARK, ...(letters.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? [])].join('-');
}

/** The journal key in a text that has such a line. Throws RecoveryKeyFault, without repeating any of it. */
export function readRecoveryKey(text: string): string {
  const line = text.split(/\r?\n/).find((each) => each.trim().toUpperCase().startsWith(`${MARK}-`));
  if (line === undefined) throw new RecoveryKeyFault(`there is no line in it that begins with ${MARK}-`);
  const letters = line
    .trim()
    .toUpperCase()
    .slice(MARK.length)
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  const bytes = bytesOf(letters);
  const body = bytes?.subarray(0, -CHECK_BYTES);
  if (bytes === null || body === undefined || body.length < 2 || !checkOf(body).equals(bytes.subarray(-CHECK_BYTES)))
    throw new RecoveryKeyFault('a letter of the recovery key is wrong or missing');
  return unpacked(body);
}

const checkOf = (body: Buffer): Buffer => createHash('sha256').update(MARK).update(body).digest().subarray(0, CHECK_BYTES);

function packed(key: string): Buffer {
  if (/^[0-9a-f]{64}$/.test(key)) return Buffer.concat([Buffer.of(HEX), Buffer.from(key, 'hex')]);
  const bytes = Buffer.from(key, 'base64url');
  if (bytes.length === 32 && bytes.toString('base64url') === key) return Buffer.concat([Buffer.of(BASE64URL), bytes]);
  return Buffer.concat([Buffer.of(PLAIN), Buffer.from(key, 'utf8')]);
}

function unpacked(body: Buffer): string {
  const [kind] = body;
  const bytes = body.subarray(1);
  return kind === HEX ? bytes.toString('hex') : kind === BASE64URL ? bytes.toString('base64url') : bytes.toString('utf8');
}

function lettersOf(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => LETTERS[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** Null where a letter is none of ours. */
function bytesOf(letters: string): Buffer | null {
  const values = Array.from(letters, (letter) => LETTERS.indexOf(letter));
  if (values.includes(-1)) return null;
  const bits = values.map((value) => value.toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
