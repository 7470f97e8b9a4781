import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Config } from '#shared/config';
import type { Log } from '#ports';
import { systemClock } from '../adapters/system/index.ts';
import { CertificateFault, CertificateWatch, type HeldCertificate } from '../adapters/tls/index.ts';
import { tellCritical } from '../runtime/index.ts';
import { configPath } from './config-file.ts';
import { StartFault, type CockpitOptions } from './options.ts';
import { OTHERS, sharedFolder } from './own-files.ts';

/**
 * The certificate of the HTTP door; null where none is configured. Whether it still holds goes by the PC's clock, whatever time a demo
 * plays in. Throws StartFault, one line with the fix.
 */
export function ownCertificate(options: CockpitOptions, { http }: Pick<Config, 'http'>): CertificateWatch | null {
  const { configFile, dataDir, log, notifier } = options;
  const { certificateFile, keyFile } = http;
  if (certificateFile === null && keyFile === null) return null;
  const file = configPath(configFile, dataDir);
  if (certificateFile === null || keyFile === null) {
    const [set, unset] = keyFile === null ? ['certificateFile', 'keyFile'] : ['keyFile', 'certificateFile'];
    throw new StartFault([`${file}: http.${set} needs http.${unset} too: name both PEM files, or neither for plain HTTP`]);
  }
  const [certificateAt = '', keyAt = ''] = [certificateFile, keyFile].map((name) => resolve(dirname(file), name));
  try {
    const watch = new CertificateWatch({
      files: { certificateFile: certificateAt, keyFile: keyAt },
      clock: systemClock({ unref: true }),
      log,
      tell: (title, body) => tellCritical({ log, notifier }, title, body),
    });
    warnOfSharedKey(keyAt, log);
    return watch;
  } catch (error) {
    if (error instanceof CertificateFault) throw new StartFault([`${file}: ${error.message}`]);
    throw error;
  }
}

/** Tells of a key that other users of this PC may read. The file is not ours to change. */
function warnOfSharedKey(keyFile: string, log: Log): void {
  const isShared = process.platform !== 'win32' && (statSync(keyFile).mode & OTHERS) !== 0;
  const remedy = isShared ? `chmod 600 "${keyFile}"` : sharedFolder(dirname(keyFile), process.platform, process.env);
  if (remedy === null) return;
  log.write('warn', 'Other users of this PC may read the key of the certificate', { keyFile, remedy });
}

/** The address of the door: over TLS by a name that its certificate stands for, if it stands for any. */
export function httpAt(
  { host, port }: { readonly host: string; readonly port: number },
  certificate: HeldCertificate | null,
): string {
  const bracketed = host.includes(':') ? `[${host}]` : host;
  if (certificate === null) return `http://${bracketed}:${port}`;
  const isEvery = host === '0.0.0.0' || host === '::';
  const here = [host, ...(isEvery || host === '127.0.0.1' || host === '::1' ? ['localhost', '127.0.0.1'] : [])];
  const name =
    here.find((one) => certificate.isFor(one)) ??
    certificate.names.find((one) => /^[^*:]+$/.test(one) && one !== 'localhost') ??
    bracketed;
  return `https://${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}:${port}`;
}
