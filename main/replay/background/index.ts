/** Replays, sweeps and looks at price files in a process of their own, which the cockpit begins and may end at any moment. */
export { serveJobs } from './serve.ts';
