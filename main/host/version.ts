import manifest from '../../package.json' with { type: 'json' };

/** The package's version, as every run records it. */
export const VERSION: string = manifest.version;

/**
 * No copy of this version is older, UTC ms: a PC's clock that shows an earlier time is wrong. Raised with a release; some weeks before
 * it, so that a zone, a clock that is a little off, or a build from the sources never meets it.
 */
export const NOT_BEFORE_MS = Date.parse('2026-10-01T00:00:00Z');
