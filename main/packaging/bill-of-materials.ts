import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { BundledPackage } from './bundled-packages.ts';

const component = z.looseObject({ 'bom-ref': z.string(), name: z.string(), version: z.string(), purl: z.string() });
const dependency = z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).default([]) });
/** As `npm sbom --sbom-format cyclonedx` prints it. */
const printed = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  metadata: z.looseObject({ tools: z.unknown() }),
  components: z.array(component),
  dependencies: z.array(dependency),
});

export type Shipped = {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** When the sources were as they are, ISO 8601: the same sources make the same document. */
  readonly moment: string;
  readonly packages: readonly BundledPackage[];
  /** The Electron that carries it, with the hash of its download where one is known. */
  readonly electron: { readonly version: string; readonly sha256: string | undefined };
};

/** A UUID out of a text, so that the same sources have the same number. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = (8 + (parseInt(hex.slice(16, 17), 16) % 4)).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

const purl = (name: string, version: string): string => `pkg:npm/${name}@${version}`;

function electronComponent({ version, sha256 }: Shipped['electron']): object {
  return {
    'bom-ref': `electron@${version}`,
    type: 'framework',
    name: 'electron',
    version,
    purl: purl('electron', version),
    licenses: [{ license: { id: 'MIT' } }],
    ...(sha256 === undefined ? {} : { hashes: [{ alg: 'SHA-256', content: sha256 }] }),
  };
}

/**
 * The CycloneDX document of what is shipped: npm's own document of everything installed, cut down to the packages in the bundles, with
 * Electron. Throws when npm knows nothing of a bundled package.
 */
export function billOfMaterials(npmText: string, shipped: Shipped): string {
  const { components, dependencies, specVersion, metadata } = printed.parse(JSON.parse(npmText));
  const wanted = new Set(shipped.packages.map(({ name, version }) => `${name}@${version}`));
  const kept = components.filter(({ name, version }) => wanted.has(`${name}@${version}`));
  const found = new Set(kept.map(({ name, version }) => `${name}@${version}`));
  const missing = [...wanted].filter((each) => !found.has(each));
  if (missing.length > 0) throw new Error(`npm's list of packages has no ${missing.join(', ')}`);
  const once = [...new Map(kept.map((each) => [each['bom-ref'], each])).values()];
  const refs = new Set(once.map((each) => each['bom-ref']));
  const program = `${shipped.name}@${shipped.version}`;
  const electron = `electron@${shipped.electron.version}`;
  const edges = new Map<string, Set<string>>([...refs].map((ref) => [ref, new Set()]));
  for (const { ref, dependsOn } of dependencies)
    for (const to of dependsOn) if (refs.has(ref) && refs.has(to)) edges.get(ref)?.add(to);
  const document = {
    $schema: `http://cyclonedx.org/schema/bom-${specVersion}.schema.json`,
    bomFormat: 'CycloneDX',
    specVersion,
    version: 1,
    metadata: {
      timestamp: shipped.moment,
      lifecycles: [{ phase: 'build' }],
      tools: metadata.tools,
      component: {
        'bom-ref': program,
        type: 'application',
        name: shipped.name,
        version: shipped.version,
        description: shipped.description,
        purl: purl(shipped.name, shipped.version),
        licenses: [{ license: { id: 'MIT' } }],
      },
    },
    components: [...once, electronComponent(shipped.electron)],
    dependencies: [
      { ref: program, dependsOn: [...refs, electron] },
      ...[...edges].map(([ref, to]) => ({ ref, dependsOn: [...to].sort() })),
      { ref: electron, dependsOn: [] },
    ],
  };
  const serialNumber = `urn:uuid:${uuidOf(JSON.stringify(document))}`;
  return `${JSON.stringify({ ...document, serialNumber }, null, 2)}\n`;
}
