import { suite } from './suites/replay.ts';
const c = suite.candidates.find((one) => one.name.includes('recorded'))!;
for (let i = 0; i < 2; i += 1) console.log(JSON.stringify(await c.measure()));
