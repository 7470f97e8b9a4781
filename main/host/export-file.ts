import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFileSoon } from '../files/index.ts';
import { withoutSecrets } from './diagnosis/index.ts';

/**
 * A file of these texts in the folder `exports` of the data folder, named after the moment; no secret is in it. It is there once it is
 * whole. Gives where it lies; throws why it could not be written.
 */
export async function writeExport(
  dataDir: string,
  name: string,
  texts: AsyncIterable<string>,
  secrets: readonly string[],
): Promise<string> {
  const folder = join(dataDir, 'exports');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, name);
  const draft = `${file}.${randomUUID()}.part`;
  try {
    const out = await open(draft, 'wx', 0o600);
    try {
      for await (const text of texts) await out.write(withoutSecrets(text, secrets));
      await out.sync();
    } finally {
      await out.close();
    }
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  await replaceFileSoon(draft, file);
  return file;
}
