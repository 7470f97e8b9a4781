import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { root } from '#main/launcher/project.mjs';
import { runGroup } from '../run-group.mjs';
import { INSTANTS } from '../time/instants.ts';
import { instantOf } from './chosen-instants.ts';

const LIBRARIES = '/usr/lib/*/faketime/libfaketime.so.1';

/** Debian's library that gives a process another time of day; undefined where there is none. */
export const fakeTimeLibrary = () => (process.platform === 'linux' ? globSync(LIBRARIES)[0] : undefined);

/** Wall clock and zone of an instant; time runs on from there, the monotonic clock and the ages of files stay as they are. */
function environmentOf({ at, zone }, library) {
  const aheadSeconds = ((Date.parse(at) - Date.now()) / 1_000).toFixed(3);
  return {
    LD_PRELOAD: library,
    FAKETIME: `${aheadSeconds.startsWith('-') ? '' : '+'}${aheadSeconds}`,
    DONT_FAKE_MONOTONIC: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
    TZ: zone,
    // The sanitizers want to be loaded first.
    EA_WITHOUT_SANITIZERS: '1',
  };
}

function commit() {
  const { status, stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : '0';
}

/** The time-sensitive tests at every instant, or at the one of this commit. */
export async function runAnytime(library, isWhole) {
  const total = { passed: 0, failed: 0, skipped: 0, notes: [] };
  for (const instant of isWhole ? INSTANTS : [instantOf(commit())]) {
    console.log(`\n-- ${instant.name}: ${instant.at}, ${instant.zone}`);
    const { passed, failed, skipped, notes } = await runGroup('anytime', [], environmentOf(instant, library));
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    total.notes.push(...notes.map((note) => `${note} (at ${instant.name})`));
  }
  return total;
}
