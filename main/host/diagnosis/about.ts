import { cpus, release, totalmem, type } from 'node:os';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERSION } from '../version.ts';

const GB = 1e9;
type Line = { readonly name: string; readonly value: string };

/** What this copy is, on what it runs, and where its files are. */
export function aboutLines(places: Readonly<Record<string, string>>): readonly Line[] {
  const { electron, chrome, node = '' } = process.versions as Readonly<Record<string, string | undefined>>;
  const processors = cpus();
  return [
    { name: 'Cockpit', value: VERSION },
    ...(electron === undefined ? [] : [{ name: 'Electron', value: `${electron}, Chromium ${chrome ?? ''}` }]),
    { name: 'Node', value: node },
    { name: 'System', value: `${type()} ${release()}, ${process.arch}` },
    {
      name: 'Machine',
      value: `${processors.length} x ${processors[0]?.model.trim() ?? 'processor'}, ${(totalmem() / GB).toFixed(1)} GB`,
    },
    ...Object.entries(places).map(([name, value]) => ({ name, value })),
  ];
}

/** The licences that an installed copy has beside it; null in a working copy. */
export function noticesBeside(): string | null {
  const { resourcesPath } = process as { readonly resourcesPath?: string };
  const files = [
    ...(resourcesPath === undefined ? [] : [join(resourcesPath, 'THIRD-PARTY-NOTICES.txt')]),
    join(import.meta.dirname, '..', 'shipping', 'THIRD-PARTY-NOTICES.txt'), // Of a build: dist/desktop is beside dist/shipping.
    join(import.meta.dirname, '..', '..', '..', 'dist', 'shipping', 'THIRD-PARTY-NOTICES.txt'),
  ];
  const file = files.find((each) => existsSync(each));
  return file === undefined ? null : readFileSync(file, 'utf8');
}
