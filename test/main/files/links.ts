import { lstatSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether this system makes links of a kind: Windows wants a privilege for those to files, wine makes none (and may say that it did). */
export function canLink(kind: 'file' | 'junction'): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'links-'));
  try {
    const link = join(folder, 'link');
    symlinkSync(join(folder, 'target'), link, kind);
    return lstatSync(link).isSymbolicLink();
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
