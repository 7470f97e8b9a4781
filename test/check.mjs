/** `npm run check`. With CI=true, and as part of `npm test`, nothing is taken from a cache. */
import { runParts } from './check-parts.mjs';

const began = performance.now();
const { passed, failed } = await runParts({ isCached: process.env.CI !== 'true' });
console.log(`${passed} passed, ${failed} failed in ${((performance.now() - began) / 1000).toFixed(1)} s`);
process.exitCode = failed === 0 ? 0 : 1;
