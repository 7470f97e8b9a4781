/** `npm run dist`: the Windows installer, the portable zip, and what a release has beside them. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { downloadsBlocked, installedElectron } from '#main/launcher/electron.mjs';
import { root, say, seconds } from '#main/launcher/project.mjs';
import { messageOf } from '#shared/lib';
import manifest from '../package.json' with { type: 'json' };
import advisories from './packaging/advisories.json' with { type: 'json' };
import {
  allowedAdvisories,
  auditLines,
  billOfMaterials,
  type BundledPackage,
  bundledPackages,
  CHECKSUMS,
  DistFault,
  electronSource,
  feedNames,
  isSignedProgram,
  noticesText,
  npmAnswer,
  npmOutput,
  readDistOptions,
  releaseNotes,
  requireBuildTools,
  runPackager,
  signingOf,
  USAGE,
  writeChecksums,
  writeFeed,
} from './packaging/index.ts';

const { version, name, description } = manifest;
const SETUP = `mikrobot-cockpit-setup-${version}.exe`;
const ZIP = `mikrobot-cockpit-${version}-win-x64.zip`;
const SBOM = `mikrobot-cockpit-${version}.cdx.json`;
const NOTICES = 'THIRD-PARTY-NOTICES.txt';
/** What electron-builder.yml ships from here; the licence page's copy gets a byte order mark from electron-builder. */
const shipping = join(root, 'dist', 'shipping');

/** When the sources were as they are: SOURCE_DATE_EPOCH, the last commit, or now. */
function momentOfSources(): string {
  const epoch = process.env['SOURCE_DATE_EPOCH'];
  if (epoch !== undefined && /^\d+$/.test(epoch)) return new Date(Number(epoch) * 1000).toISOString();
  try {
    const told = execFileSync('git', ['log', '-1', '--format=%cI'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return new Date(told.trim()).toISOString();
  } catch {
    return new Date().toISOString();
  }
}

/** Says which weaknesses are known of what is shipped. Throws where one stands against it, or where nothing is known and it must be. */
function audit(packages: readonly BundledPackage[], isNeeded: boolean): void {
  const { stdout: answer } = npmAnswer(['audit', '--json'], root, process.env);
  const shipped = ['electron', ...packages.map((each) => each.name)];
  const allowed = allowedAdvisories.parse(advisories);
  for (const line of auditLines({ answer, shipped, allowed, isNeeded, now: new Date() })) say(line);
}

const megabytes = (file: string): string => `${(statSync(file).size / 1e6).toFixed(1)} MB`;

async function dist(): Promise<void> {
  const options = readDistOptions(process.argv.slice(2), process.env, { root, cwd: process.env['INIT_CWD'] ?? process.cwd() });
  if (options.help) {
    console.log(USAGE);
    return;
  }
  const began = Date.now();
  const signing = signingOf(process.env, options.unsigned, process.platform);
  const electron = await electronSource({
    root,
    version: manifest.devDependencies.electron,
    platform: process.platform,
    named: options.electron,
    installed: installedElectron(),
    blocked: downloadsBlocked,
  });
  await requireBuildTools(process.env, process.platform, downloadsBlocked);

  const moment = momentOfSources();
  const whatIsNew = releaseNotes(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version);
  const packages = bundledPackages(join(root, 'dist'));
  audit(packages, signing.isSigned && !options.unaudited);
  const notices = noticesText(packages, join(root, 'assets', 'licences'));
  const sbom = billOfMaterials(npmOutput(['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], root, process.env), {
    name,
    version,
    description,
    moment,
    packages,
    electron: { version: manifest.devDependencies.electron, sha256: electron.sha256 },
  });
  mkdirSync(shipping, { recursive: true });
  mkdirSync(options.output, { recursive: true });
  writeFileSync(join(shipping, NOTICES), notices);
  copyFileSync(join(root, 'LICENSE'), join(shipping, 'LICENSE.txt'));
  for (const old of [SETUP, ZIP, SBOM, CHECKSUMS, ...feedNames(version)]) rmSync(join(options.output, old), { force: true });

  say(`building ${SETUP} (${signing.words}) ...`);
  await runPackager({ root, node: process.execPath, output: options.output, electron: electron.path, signing, env: process.env });
  const made = [SETUP, ZIP];
  for (const each of made) if (!existsSync(join(options.output, each))) throw new DistFault(`electron-builder made no ${each}`);
  const programs = [join(options.output, SETUP), join(options.output, 'win-unpacked', 'Mikrobot Cockpit.exe')];
  const unsigned = signing.isSigned ? programs.filter((each) => !isSignedProgram(each)) : [];
  if (unsigned.length > 0) throw new DistFault(`not signed: ${unsigned.join(', ')}`);
  writeFileSync(join(options.output, SBOM), sbom);
  copyFileSync(join(shipping, NOTICES), join(options.output, NOTICES));
  const feed = await writeFeed({ folder: options.output, setup: SETUP, version, notes: whatIsNew, moment });
  await writeChecksums(options.output, [...made, SBOM, NOTICES, ...feed]);
  for (const each of made) say(`${join(options.output, each)} ${megabytes(join(options.output, each))}`);
  say(`${packages.length} packages are inside; all is in ${options.output}, in ${seconds(began)}.`);
}

try {
  await dist();
} catch (error) {
  say(error instanceof DistFault ? `dist cannot finish: ${error.message}` : `dist failed: ${messageOf(error)}`);
  process.exitCode = error instanceof DistFault ? 2 : 1;
}
