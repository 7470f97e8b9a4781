/** Replays, sweeps, looks at price files and re-runs in a process of their own, which the cockpit begins and may end at any moment. */
export { serveJobs } from './serve.ts';
