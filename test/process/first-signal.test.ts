import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { root } from '#main/launcher/project.mjs';
import { DataFolder, Headless } from './headless-process.ts';

test('the program in the README sends a signal that is taken, and says where it stands', async () => {
  const [, program = ''] = /^```js\n([\s\S]*?)^```/m.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
  const folder = new DataFolder();
  // The program signs with the machine's time, so the cockpit runs on it too, whatever the day: no state is asked for that needs one.
  const cockpit = await Headless.start(folder, ['--speed', '1']);
  try {
    const file = join(folder.dir, 'signal.mjs');
    writeFileSync(file, program);
    const { stdout } = await promisify(execFile)(process.execPath, [file, folder.dir, cockpit.ready.http]);
    expect(stdout).toMatch(
      /^202 \{"status":"accepted",.*\n(received|evaluated|awaiting_approval|in_pipeline|ordered|open|rejected)\b/,
    );
  } finally {
    await cockpit.terminate();
    folder.remove();
  }
});
