import manifest from '../../package.json' with { type: 'json' };

/** The package's version, as every run records it. */
export const VERSION: string = manifest.version;
