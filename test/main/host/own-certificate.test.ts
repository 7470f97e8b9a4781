import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startCockpit, StartFault, type CockpitOptions } from '#main/host/index.ts';
import { httpAt } from '#main/host/own-certificate.ts';
import { makeCertificate, type Made } from '../adapters/tls/make-certificate.ts';

const SECRET = 'a-secret-of-the-test-0123456789abcdef';
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
let made: Made;
beforeAll(async () => {
  made = await makeCertificate();
});

/** The options of a cockpit in a folder of its own, with this section of the configuration and these files beside it. */
function cockpitWith(http: Record<string, unknown>, files: Readonly<Record<string, string>>) {
  const dataDir = mkdtempSync(join(tmpdir(), 'cockpit-tls-'));
  folders.push(dataDir);
  writeFileSync(join(dataDir, 'config.json'), JSON.stringify({ http }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dataDir, name), text, { mode: 0o600 });
  const logged: string[] = [];
  const secrets = {
    webhookSecret: SECRET,
    tradingviewToken: SECRET,
    operatorToken: SECRET,
    bridgeToken: SECRET,
    journalKey: SECRET,
  };
  const options: CockpitOptions = {
    ...{ dataDir, configFile: null, terminal: 'paper', market: 'demo', anchorPlace: null, secrets, rendererDir: null },
    http: { host: '127.0.0.1', port: 0 },
    bridge: { host: '127.0.0.1', port: 0 },
    notifier: { critical: () => undefined },
    log: { write: (level, message, fields) => void logged.push(`${level} ${message} ${JSON.stringify(fields)}`) },
  };
  return { dataDir, options, logged };
}

async function linesOf(http: Record<string, unknown>, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { options, dataDir } = cockpitWith(http, files);
  const end = await startCockpit(options).then(
    (running) => running.stop('test').then(() => ['started']),
    (error: unknown) => (error instanceof StartFault ? error.lines : [String(error)]),
  );
  return end.map((line) => line.replaceAll(dataDir, 'DIR').replaceAll('\\', '/'));
}

const BOTH = { certificateFile: 'cert.pem', keyFile: 'key.pem' };

describe('a cockpit with a certificate', () => {
  it('says an https address, answers there, and names it to who connects a sender', async () => {
    const { options, logged } = cockpitWith(BOTH, { 'cert.pem': made.cert, 'key.pem': made.key });
    const running = await startCockpit(options);
    onTestFinished(() => running.stop('test'));
    const { http, cockpit } = running.address;
    expect([http, cockpit]).toEqual([expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/), `${http}/#token=${SECRET}`]);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { authorization: `Bearer ${SECRET}`, origin: http };
      request(`${http}/system/status`, { ca: made.cert, agent: false, headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
    const door = await running.service.command('door.view', {}, 'trader:test');
    expect(door).toMatchObject({ ok: true, value: { http } });
    expect(logged.filter((line) => line.includes('key of the certificate'))).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')(
    'warns of a key that others may read, with the command, and changes nothing',
    async () => {
      const { options, logged, dataDir } = cockpitWith(BOTH, { 'cert.pem': made.cert, 'key.pem': made.key });
      chmodSync(join(dataDir, 'key.pem'), 0o640);
      await (await startCockpit(options)).stop('test');
      expect(logged.filter((line) => line.includes(`chmod 600 \\"${join(dataDir, 'key.pem')}\\"`)).length).toBe(1);
    },
  );

  it('does not start with half of the settings, nor with a pair that cannot be used, and says why in one line', async () => {
    const files = { 'cert.pem': made.cert, 'key.pem': made.key };
    const other = { ...files, 'key.pem': (await makeCertificate()).key };
    const old = await makeCertificate({ from: Date.UTC(2001, 0, 1), to: Date.UTC(2001, 0, 2) });
    expect(await linesOf({ certificateFile: 'cert.pem' }, files)).toEqual([
      'DIR/config.json: http.certificateFile needs http.keyFile too: name both PEM files, or neither for plain HTTP',
    ]);
    expect(await linesOf({ keyFile: 'key.pem' }, files)).toEqual([
      'DIR/config.json: http.keyFile needs http.certificateFile too: name both PEM files, or neither for plain HTTP',
    ]);
    expect(await linesOf(BOTH, other)).toEqual([
      'DIR/config.json: http.keyFile: DIR/key.pem is not the key of DIR/cert.pem: name the key it was made with',
    ]);
    expect(await linesOf(BOTH, { 'cert.pem': old.cert, 'key.pem': old.key })).toEqual([
      'DIR/config.json: http.certificateFile: DIR/cert.pem expired at 2001-01-02 00:00 UTC: renew it, or take both settings out for plain HTTP',
    ]);
    expect(await linesOf(BOTH, {})).toEqual([
      'DIR/config.json: http.certificateFile: DIR/cert.pem is not there: name the PEM file',
    ]);
  });
});

describe('the address that is printed', () => {
  const certificate = (...names: readonly string[]) => ({
    ...{ cert: '', key: '', validTo: 0, names },
    isFor: (host: string) => names.includes(host),
  });
  it.each([
    ['127.0.0.1', [], 'https://127.0.0.1:8443'],
    ['127.0.0.1', ['localhost'], 'https://localhost:8443'],
    ['127.0.0.1', ['localhost', '127.0.0.1'], 'https://127.0.0.1:8443'],
    ['127.0.0.1', ['*.desk.example', 'cockpit.example'], 'https://cockpit.example:8443'],
    ['127.0.0.1', ['*.desk.example'], 'https://127.0.0.1:8443'],
    ['0.0.0.0', ['cockpit.example', 'localhost'], 'https://localhost:8443'],
    ['10.0.0.7', ['localhost'], 'https://10.0.0.7:8443'],
    ['::1', ['::1'], 'https://[::1]:8443'],
    ['::1', [], 'https://[::1]:8443'],
  ])('on %s, for a certificate of %j, is %s', (host, names, http) =>
    expect(httpAt({ host, port: 8443 }, certificate(...names))).toBe(http),
  );
  it('is plain without one', () =>
    expect([httpAt({ host: '::', port: 1 }, null), httpAt({ host: '1.2.3.4', port: 2 }, null)]).toEqual([
      'http://[::]:1',
      'http://1.2.3.4:2',
    ]));
});
