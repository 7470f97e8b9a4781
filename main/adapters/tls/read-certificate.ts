import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import { messageOf, utcMinute } from '#shared/lib';

export type CertificateFiles = { readonly certificateFile: string; readonly keyFile: string };

/** A certificate that may be shown to callers, with its key. */
export type HeldCertificate = {
  /** PEM: its own first, then those above it. */
  readonly cert: string;
  readonly key: string;
  /** DNS names and addresses that it stands for, as written in it. */
  readonly names: readonly string[];
  /** Whether it stands for a name or an address, wildcards considered. */
  isFor(host: string): boolean;
  /** UTC milliseconds. */
  readonly validTo: number;
};

/** Why a certificate or its key cannot be used, with the fix, in one line. */
export class CertificateFault extends Error {
  override readonly name = 'CertificateFault';
}

const BYTES_MAX = 256 * 1024;
const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
const PEM_KEY = /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/;
const PEM_LOCKED = /-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED/;

/**
 * Reads certificate and key and holds them against each other and against the time. `nowMs`: UTC. Throws a CertificateFault that
 * names the setting, the file and what to do; the key itself is in no message.
 */
export function readCertificate(files: CertificateFiles, nowMs: number): HeldCertificate {
  const { certificateFile, keyFile } = files;
  const cert = textOf('certificateFile', certificateFile);
  const chain = chainOf(cert, certificateFile);
  const key = textOf('keyFile', keyFile);
  const [leaf] = chain;
  if (leaf === undefined) throw new CertificateFault(`http.certificateFile: ${certificateFile} holds no certificate`);
  holdTogether(chain, keyOf(key, keyFile), files);
  const [from, to] = [Date.parse(leaf.validFrom), Date.parse(leaf.validTo)];
  const at = `http.certificateFile: ${certificateFile}`;
  if (to <= nowMs)
    throw new CertificateFault(`${at} expired at ${utcMinute(to)} UTC: renew it, or take both settings out for plain HTTP`);
  if (from > nowMs)
    throw new CertificateFault(`${at} holds from ${utcMinute(from)} UTC only: look at the clock of this PC, or wait until then`);
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    throw new CertificateFault(`${at} is not taken for TLS (${messageOf(error)}): make one with RSA of 2048 bits or more, or EC`);
  }
  return { cert, key, names: namesOf(leaf), isFor: (host) => isFor(leaf, host), validTo: to };
}

function textOf(setting: keyof CertificateFiles, file: string): string {
  const at = `http.${setting}: ${file}`;
  try {
    const bytes = readFileSync(file);
    if (bytes.length > BYTES_MAX) throw new CertificateFault(`${at} has ${bytes.length} bytes: that is no PEM file`);
    return bytes.toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof CertificateFault) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new CertificateFault(`${at} is not there: name the PEM file`);
    if (code === 'EISDIR') throw new CertificateFault(`${at} is a folder: name the PEM file in it`);
    if (code === 'EACCES' || code === 'EPERM')
      throw new CertificateFault(`${at} may not be read by this user: give the user of the cockpit the right to read it`);
    throw new CertificateFault(`${at} cannot be read (${messageOf(error)})`);
  }
}

function chainOf(text: string, file: string): readonly X509Certificate[] {
  const blocks = text.match(PEM_CERTIFICATE) ?? [];
  const at = `http.certificateFile: ${file}`;
  if (blocks.length === 0 && PEM_KEY.test(text))
    throw new CertificateFault(`${at} holds a private key: the two files are the wrong way round`);
  if (blocks.length === 0)
    throw new CertificateFault(
      `${at} is no PEM certificate: write it as one, such as openssl pkcs12 -in FILE.pfx -nokeys -out cert.pem, or openssl x509 -inform der`,
    );
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch (error) {
    throw new CertificateFault(`${at} holds a certificate that cannot be read (${messageOf(error)}): copy the file again`);
  }
}

function keyOf(text: string, file: string): KeyObject {
  const at = `http.keyFile: ${file}`;
  if (PEM_LOCKED.test(text))
    throw new CertificateFault(
      `${at} is locked with a passphrase: write it without one, openssl pkey -in "${file}" -out key.pem`,
    );
  if (!PEM_KEY.test(text) && text.includes('BEGIN CERTIFICATE'))
    throw new CertificateFault(`${at} holds a certificate and no key: the two files are the wrong way round`);
  try {
    return createPrivateKey(text);
  } catch {
    // The library's own words may quote the text.
    throw new CertificateFault(
      `${at} is no private key in PEM: write it as one, such as openssl pkcs12 -in FILE.pfx -nocerts -nodes`,
    );
  }
}

function holdTogether(chain: readonly X509Certificate[], key: KeyObject, { certificateFile, keyFile }: CertificateFiles): void {
  const at = chain.findIndex((one) => one.checkPrivateKey(key));
  if (at === 0) return;
  if (at > 0)
    throw new CertificateFault(
      `http.certificateFile: ${certificateFile} begins with another certificate: put that of the key first, then those above it`,
    );
  throw new CertificateFault(`http.keyFile: ${keyFile} is not the key of ${certificateFile}: name the key it was made with`);
}

/** `DNS:a.example, IP Address:10.0.0.1`; odd names are quoted in it, and are nobody's. */
const namesOf = ({ subjectAltName = '' }: X509Certificate): readonly string[] =>
  subjectAltName.split(', ').flatMap((name) => /^(?:DNS|IP Address):([^"]+)$/.exec(name)?.[1] ?? []);

function isFor(leaf: X509Certificate, host: string): boolean {
  const plain = host.replace(/^\[|\]$/g, '');
  try {
    return (isIP(plain) === 0 ? leaf.checkHost(plain, { subject: 'never' }) : leaf.checkIP(plain)) !== undefined;
  } catch {
    // What can be no name throws, and is none of its.
    return false;
  }
}
