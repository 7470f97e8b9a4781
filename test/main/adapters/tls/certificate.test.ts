import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CertificateWatch, readCertificate } from '#main/adapters/tls/index.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import { makeCertificate, type Made } from './make-certificate.ts';

const NOW = Date.UTC(2031, 4, 5, 12);
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const dir = mkdtempSync(join(tmpdir(), 'certificate-'));
afterAll(() => rmSync(dir, { recursive: true }));

let good: Made;
let other: Made;
beforeAll(async () => {
  good = await makeCertificate({
    from: NOW - DAY_MS,
    to: NOW + 90 * DAY_MS,
    names: ['cockpit.example', '*.desk.example', '10.0.0.7', '::1'],
  });
  other = await makeCertificate({ from: NOW - DAY_MS, to: NOW + 90 * DAY_MS });
});

let files = 0;
function written(text: string): string {
  const file = join(dir, `${(files += 1)}.pem`);
  writeFileSync(file, text);
  return file;
}
const faultOf = (cert: string, key: string): string => {
  const named = { certificateFile: cert, keyFile: key };
  try {
    readCertificate(named, NOW);
    return 'taken';
  } catch (error) {
    return String(error).replaceAll(cert, 'CERT').replaceAll(key, 'KEY');
  }
};
const faultIn = (cert: string, key: string): string => faultOf(written(cert), written(key));

describe('a certificate', () => {
  it('that holds is taken with its names, also behind a byte-order mark and with others above it', () => {
    const held = readCertificate(
      { certificateFile: written(`\uFEFF${good.cert}${other.cert}`), keyFile: written(good.key) },
      NOW,
    );
    expect([held.names, held.validTo]).toEqual([
      ['cockpit.example', '*.desk.example', '10.0.0.7', '0:0:0:0:0:0:0:1'],
      NOW + 90 * DAY_MS,
    ]);
    const hosts = ['cockpit.example', 'COCKPIT.example', 'a.desk.example', '10.0.0.7', '[::1]', '::1'];
    expect(hosts.filter((host) => !held.isFor(host))).toEqual([]);
    const foreign = [
      'evil.example',
      'desk.example',
      'a.b.desk.example',
      '10.0.0.8',
      '',
      'x y',
      'cockpit test',
      '[::2]',
      '::1%lo',
      '127.0.0.1',
    ];
    expect(foreign.filter((host) => held.isFor(host))).toEqual([]);
  });

  it.each<[string, () => string, string]>([
    [
      'a file that is missing',
      () => faultOf(join(dir, 'no.pem'), written(good.key)),
      'http.certificateFile: CERT is not there: name the PEM file',
    ],
    [
      'a key that is missing',
      () => faultOf(written(good.cert), join(dir, 'no', 'key.pem')),
      'http.keyFile: KEY is not there: name the PEM file',
    ],
    ['a folder', () => faultOf(dir, written(good.key)), 'http.certificateFile: CERT is a folder: name the PEM file in it'],
    [
      'the key of another',
      () => faultIn(good.cert, other.key),
      'http.keyFile: KEY is not the key of CERT: name the key it was made with',
    ],
    [
      'a chain in the wrong order',
      () => faultIn(other.cert + good.cert, good.key),
      'http.certificateFile: CERT begins with another certificate: put that of the key first, then those above it',
    ],
    [
      'both files changed for each other',
      () => faultIn(good.key, good.cert),
      'http.certificateFile: CERT holds a private key: the two files are the wrong way round',
    ],
    [
      'the certificate twice',
      () => faultIn(good.cert, good.cert),
      'http.keyFile: KEY holds a certificate and no key: the two files are the wrong way round',
    ],
    [
      'a binary file',
      () => faultIn('0\u0082\u0003', good.key),
      'http.certificateFile: CERT is no PEM certificate: write it as one, such as openssl pkcs12 -in FILE.pfx -nokeys -out cert.pem, or openssl x509 -inform der',
    ],
    [
      'a damaged certificate',
      () => faultIn(good.cert.replace(/\n[^-\n]{20}/, '\n'), good.key),
      'holds a certificate that cannot be read',
    ],
    [
      'a key that is none',
      () => faultIn(good.cert, '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'),
      'http.keyFile: KEY is no private key in PEM',
    ],
    [
      'a locked key',
      () => faultIn(good.cert, locked(good.key)),
      'http.keyFile: KEY is locked with a passphrase: write it without one, openssl pkey -in "KEY" -out key.pem',
    ],
    ['far too much', () => faultIn(good.cert.repeat(600), good.key), 'bytes: that is no PEM file'],
  ])('is refused with one line that names setting, file and fix: %s', (_what, fault, line) => {
    const told = fault();
    expect(told).toContain(`CertificateFault: `);
    expect(told).toContain(line);
    expect(told.split('\n').length).toBe(1);
  });

  it('is refused after its end and before its beginning, to the millisecond', async () => {
    const short = await makeCertificate({ from: NOW - DAY_MS, to: NOW });
    const later = await makeCertificate({ from: NOW + 1_000, to: NOW + DAY_MS });
    const from = await makeCertificate({ from: NOW, to: NOW + 1_000 });
    expect([faultIn(short.cert, short.key), faultIn(later.cert, later.key), faultIn(from.cert, from.key)]).toEqual([
      'CertificateFault: http.certificateFile: CERT expired at 2031-05-05 12:00 UTC: renew it, or take both settings out for plain HTTP',
      'CertificateFault: http.certificateFile: CERT holds from 2031-05-05 12:00 UTC only: look at the clock of this PC, or wait until then',
      'taken',
    ]);
  });

  it('never has its key in a refusal', () => {
    const secret = good.key.split('\n')[1] ?? '';
    for (const told of [
      faultIn(good.key, good.cert),
      faultIn(good.cert, good.key.replace('BEGIN', 'BEGIN X')),
      faultIn(other.cert, good.key),
    ])
      expect(told).not.toContain(secret.slice(0, 20));
  });
});

const locked = (key: string): string =>
  createPrivateKey(key).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();

describe('a certificate in force', () => {
  function watching(made: Made) {
    const clock = virtualClock(NOW);
    const lines: string[] = [];
    const told: string[] = [];
    const named = { certificateFile: written(made.cert), keyFile: written(made.key) };
    const watch = new CertificateWatch({
      files: named,
      clock,
      log: {
        write: (level, message, fields) =>
          void lines.push(`${level} ${message} ${typeof fields?.['problem'] === 'string' ? fields['problem'] : ''}`.trim()),
      },
      tell: (title) => void told.push(title),
    });
    return { watch, clock, lines, told, ...named };
  }

  it('is changed for a renewed pair within a minute, once the pair is whole, and everybody is told', () => {
    const { watch, clock, lines, certificateFile, keyFile } = watching(good);
    let renewed = 0;
    watch.onRenewed(() => (renewed += 1));
    watch.start();
    clock.advanceBy(600_000);
    expect([lines, renewed]).toEqual([[], 0]);
    writeFileSync(certificateFile, other.cert);
    clock.advanceBy(180_000);
    expect([lines.length, renewed, watch.held.cert]).toEqual([1, 0, good.cert]);
    expect(lines[0]).toMatch(/^warn A changed certificate is not taken; the one before stays http.keyFile: .* is not the key of/);
    writeFileSync(keyFile, other.key);
    clock.advanceBy(60_000);
    expect([lines.slice(1), renewed, watch.held.cert]).toEqual([['info The renewed certificate is in force'], 1, other.cert]);
    rmSync(keyFile);
    clock.advanceBy(120_000);
    expect([lines.length, watch.held.key]).toEqual([3, other.key]);
    watch.stop();
    writeFileSync(keyFile, other.key);
    clock.advanceBy(600_000);
    expect(lines.length).toBe(3);
  });

  it('tells of its end once a day from two weeks before, and the trader from three days before', async () => {
    const { watch, clock, lines, told } = watching(await makeCertificate({ from: NOW - DAY_MS, to: NOW + 15 * DAY_MS }));
    // Every hour: fifteen days of looks a minute apart are 43,200 questions to the disk, which Windows answers slowly.
    const hours = (count: number): void => {
      for (let hour = 0; hour < count; hour += 1) {
        clock.advanceBy(HOUR_MS);
        watch.look();
      }
    };
    hours(23);
    expect(lines).toEqual([]);
    hours(48);
    expect(lines).toEqual([13, 12].map((days) => `warn The certificate of the HTTP door expires in ${days} days`));
    hours(13 * 24);
    expect(lines.slice(-4)).toEqual(
      ['expires in 2 days', 'expires in 1 day', 'expires today', 'has expired'].map(
        (words) => `error The certificate of the HTTP door ${words}`,
      ),
    );
    expect(told.length).toBe(4);
  });

  it('that names nobody is taken with a warning', async () => {
    const { lines } = watching(await makeCertificate({ from: NOW - DAY_MS, to: NOW + 90 * DAY_MS, names: [] }));
    expect(lines).toEqual(['warn The certificate names no host: browsers and most senders refuse it']);
  });
});
