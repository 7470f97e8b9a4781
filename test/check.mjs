import { runParts } from './check-parts.mjs';

const began = performance.now();
const { passed, failed } = await runParts();
console.log(`${passed} passed, ${failed} failed in ${((performance.now() - began) / 1000).toFixed(1)} s`);
process.exitCode = failed === 0 ? 0 : 1;
