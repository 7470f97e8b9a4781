import { readFileSync } from 'node:fs';
import { arch, cpus, release, totalmem, type } from 'node:os';

export type Machine = {
  readonly cpus: number;
  readonly cpu: string;
  readonly memoryGiB: number;
  readonly platform: string;
  readonly node: string;
  readonly packages: Readonly<Record<string, string>>;
};

/** What the figures were measured on, and the versions they were measured against. */
export function machineNow(packages: readonly string[]): Machine {
  const processors = cpus();
  return {
    cpus: processors.length,
    cpu: processors[0]?.model.trim() ?? 'unknown processor',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${type()} ${release()} ${arch()}`,
    node: process.versions.node,
    packages: Object.fromEntries([...new Set(packages)].sort().map((name) => [name, versionOf(name)])),
  };
}

function versionOf(name: string): string {
  const file = new URL(`../../../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}
