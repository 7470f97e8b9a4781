import { join } from 'node:path';
import { createServer } from 'vite';
import { root } from '#main/launcher/project.mjs';

/** Vite takes the dot of "#shared/*.ts" for any character, so that "#shared/events" would be looked for as a file. */
const FOLDERS = { find: /^#shared\/([\w-]+)$/, replacement: join(root, 'shared', '$1', 'index.ts') };

/** Serves the page with hot reload and gives its address. What it asks of the cockpit is handed on under the cockpit's own name. */
export async function servePage(engine: string, port: number): Promise<string> {
  const ours = new Set(process.listeners('SIGTERM'));
  const server = await createServer({
    configFile: join(root, 'renderer', 'vite.config.ts'),
    cacheDir: join(root, '.cache', 'vite'),
    resolve: { alias: [FOLDERS] },
    clearScreen: false,
    logLevel: 'warn',
    server: {
      host: '127.0.0.1',
      port,
      proxy: { '/cockpit': { target: engine, ws: true, changeOrigin: true, rewriteWsOrigin: true } },
    },
  });
  // Vite would end the process by itself, and leave the engine behind.
  for (const theirs of process.listeners('SIGTERM')) if (!ours.has(theirs)) process.off('SIGTERM', theirs);
  await server.listen();
  const address = server.httpServer?.address();
  if (address === null || address === undefined || typeof address === 'string') throw new Error('the page server has no address');
  return `http://127.0.0.1:${address.port}`;
}
