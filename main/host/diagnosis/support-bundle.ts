import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';

const REDACTED = '[redacted]';
/** Shorter ones would blot out ordinary words. */
const SECRET_MIN = 8;
/** Tokens that this program makes, and passwords in addresses, also those that are of no use any more. */
const SHAPES = [/mk_[\w-]{20,}/g, /(?<=:\/\/[^/\s:@]{1,64}:)[^@\s/]+(?=@)/g, /(?<=[?#&](?:token|key|secret)=)[\w.~%-]+/gi];

/** A text without any of the secrets, also where JSON wrote them with escapes. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .filter((secret) => secret.length >= SECRET_MIN)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
    .sort((a, b) => b.length - a.length);
  const known = [...new Set(forms)].reduce((left, form) => left.replaceAll(form, REDACTED), text);
  return SHAPES.reduce((left, shape) => left.replaceAll(shape, REDACTED), known);
}

/** One zip of these texts, in the folder `support` of the data folder. Gives where it lies. */
export function writeBundle(
  dataDir: string,
  name: string,
  parts: Readonly<Record<string, string>>,
  secrets: readonly string[],
): string {
  const folder = join(dataDir, 'support');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${name}.zip`);
  const clean = Object.entries(parts).map(([part, text]) => [part, strToU8(withoutSecrets(text, secrets))] as const);
  writeFileSync(file, zipSync(Object.fromEntries(clean)), { mode: 0o600 });
  return file;
}
