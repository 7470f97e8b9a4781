/** The whole suite, cheap parts first. `npm test -- unit screen` runs only the parts named; `--watch unit PATH` watches. */
import { ensureBuilt } from '#main/launcher/build.mjs';
import { seconds } from '#main/launcher/project.mjs';
import { runParts } from './check-parts.mjs';
import { provisionElectron } from './electron/provision.mjs';
import { chromiumPath } from './provision/chromium.ts';
import { hasProgram, provisionDebian } from './provision/debian.ts';
import { runGroup } from './run-group.mjs';
import { isWindowsSetUp, provisionWindows } from './windows/provision.ts';
import { fakeTimeLibrary, runAnytime } from './anytime/run-anytime.mjs';
import { absent, isStrict } from './runner/verdict.mjs';
import { measurePace } from './time/measure-pace.mjs';
import { watchTests } from './watch.mjs';

const build = (...names) => ensureBuilt(process.execPath, names);

function skip(part, reason) {
  const { counts, lines } = absent(part, reason, process.env);
  for (const line of lines) console.log(line);
  return counts;
}

async function screen() {
  provisionDebian();
  if (chromiumPath() === undefined)
    return skip('screen', 'no Chromium, Chrome or Edge was found (COCKPIT_CHROMIUM can name one)');
  await build('renderer');
  return runGroup('screen');
}

function display() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return [];
  return hasProgram('xvfb-run') ? ['xvfb-run', '-a', '-s', '-screen 0 1920x1080x24'] : undefined;
}

async function desktop() {
  provisionDebian();
  const wrapper = display();
  if (wrapper === undefined) return skip('desktop', 'there is no display, and no xvfb-run to stand in for one');
  const electron = await provisionElectron();
  if (electron.path === undefined) return skip('desktop', electron.reason);
  await build('renderer', 'desktop');
  return runGroup('desktop', wrapper);
}

async function expertAdvisor() {
  provisionDebian();
  return hasProgram('g++') ? runGroup('ea') : skip('ea', 'there is no g++ to compile the Expert Advisor with');
}

async function processes() {
  provisionDebian();
  await build('renderer');
  return runGroup('process');
}

/** Named: at every instant. In the whole suite: at the one of this commit. */
async function anytime() {
  provisionDebian();
  const library = fakeTimeLibrary();
  if (library === undefined)
    return skip('anytime', "there is no libfaketime (Debian's package faketime) to change the time with");
  if (!hasProgram('g++')) return skip('anytime', 'there is no g++ to compile the Expert Advisor with');
  await build('renderer');
  return runAnytime(library, named.includes('anytime'));
}

/** Setting wine up takes minutes and 1.9 GB, so it is done for a part that is named; afterwards it is there for every run. */
function windowsMissing(part) {
  if (!named.includes(part) && !isWindowsSetUp()) return `wine is not set up here; npm test -- ${part} does it`;
  return provisionWindows();
}

async function installer() {
  const reason = windowsMissing('installer');
  if (reason !== undefined) return skip('installer', reason);
  await build('renderer', 'desktop');
  return runGroup('installer');
}

async function windows() {
  const reason = windowsMissing('windows');
  if (reason !== undefined) return skip('windows', reason);
  await build('renderer', 'desktop');
  return runGroup('windows');
}

const parts = {
  check: runParts,
  unit: () => runGroup('unit'),
  screen,
  desktop,
  ea: expertAdvisor,
  process: processes,
  anytime,
  installer,
  windows,
};
/** These run when they are named, or with CI=true. */
const onRequest = ['anytime', 'installer', 'windows'];

async function runPart(name) {
  const began = Date.now();
  console.log(`\n== ${name}`);
  try {
    return await parts[name]();
  } catch (error) {
    console.log(`FAILED ${name}: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0, notes: [`FAILED ${error.message}`] };
  } finally {
    console.log(`== ${name} took ${seconds(began)}`);
  }
}

const named = process.argv.slice(2);
if (named[0] === '--watch') process.exit(await watchTests(named.slice(1)));
const unknown = named.filter((name) => !(name in parts));
if (unknown.length > 0) throw new Error(`no such part: ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);

process.env.COCKPIT_TEST_PACE ??= String(await measurePace());
console.log(`Waits are as long as for a machine ${process.env.COCKPIT_TEST_PACE} times slower than a quiet one.`);

const total = { passed: 0, failed: 0, skipped: 0, notes: [] };
const isWanted = (part) => (named.length === 0 ? isStrict(process.env) || !onRequest.includes(part) : named.includes(part));
for (const name of Object.keys(parts).filter(isWanted)) {
  const { passed, failed, skipped, notes = [] } = await runPart(name);
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  total.notes.push(...notes.map((note) => `${name}: ${note}`));
}
// Again at the end, where a long log is read first.
for (const note of total.notes) console.log(note);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
