import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  type JsonGeneralName,
} from '@peculiar/x509';
import { webcrypto } from 'node:crypto';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const HOUR_MS = 3_600_000;

export type Made = { readonly cert: string; readonly key: string };
type Wish = {
  readonly names?: readonly string[];
  /** UTC ms. */
  readonly from?: number;
  readonly to?: number;
};

/** A certificate that signs itself, with its key, both as PEM: for localhost and 127.0.0.1 unless other names are wished. */
export async function makeCertificate({ names = ['localhost', '127.0.0.1'], ...wish }: Wish = {}): Promise<Made> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const now = Date.now();
  const made = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=cockpit test',
    notBefore: new Date(wish.from ?? now - HOUR_MS),
    notAfter: new Date(wish.to ?? now + 365 * 24 * HOUR_MS),
    signingAlgorithm: ALGORITHM,
    keys: keys as never,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      ...(names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names.map(nameOf))]),
    ],
  });
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { cert: `${made.toString('pem')}\n`, key: `${PemConverter.encode(key, 'PRIVATE KEY')}\n` };
}

const nameOf = (value: string): JsonGeneralName => ({ type: /^[\d.]+$|:/.test(value) ? 'ip' : 'dns', value });
