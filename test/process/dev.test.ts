import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { root } from '#main/launcher/project.mjs';

/** Starts `npm run dev` and gives the one line it prints; the caller ends it. */
async function developing(args: readonly string[]) {
  const child = spawn(process.execPath, [join(root, 'test', 'dev', 'run.ts'), '--port', '0', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const lines: string[] = [];
  const reader = createInterface(child.stdout).on('line', (line) => lines.push(line));
  await Promise.race([
    once(reader, 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error(`npm run dev ended:\n${log}`))),
  ]);
  return { child, lines };
}

/** Every module of the page, followed from its first one as a browser does; what cannot be had, by its address. */
async function brokenModules(page: URL): Promise<{ readonly loaded: number; readonly broken: readonly string[] }> {
  const seen = new Set(['/main.tsx']);
  const broken: string[] = [];
  for (const path of seen) {
    const answer = await fetch(new URL(path, page));
    const text = await answer.text();
    if (answer.status !== 200) broken.push(`${path}: ${answer.status}`);
    else for (const [, next = ''] of text.matchAll(/(?:from|import)\s*\(?"(\/[^"]+)"/g)) seen.add(next);
  }
  return { loaded: seen.size, broken };
}

/** Frames that a browser at this address gets, up to the first of the kind wanted. */
async function framesTo(page: URL, token: string, wanted: string): Promise<readonly string[]> {
  const socket = new WebSocket(`ws://${page.host}/cockpit`, { origin: page.origin });
  const seen: string[] = [];
  socket.on('open', () => socket.send(JSON.stringify({ t: 'auth', token })));
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code) => reject(new Error(`closed with ${code} after ${seen.join(', ')}`)));
    socket.on('message', (data: Buffer) => {
      const { t } = JSON.parse(data.toString()) as { readonly t: string };
      if (seen.at(-1) !== t) seen.push(t);
      if (t === wanted) resolve();
    });
  });
  socket.terminate();
  return seen;
}

test('npm run dev prints one address with a token, serves the page with hot reload, and hands its socket on', async () => {
  const { child, lines } = await developing(['--scene', 'empty']);
  try {
    const page = new URL(lines[0] ?? '');
    const token = new URLSearchParams(page.hash.slice(1)).get('token') ?? '';
    const html = await (await fetch(page)).text();
    const { loaded, broken } = await brokenModules(page);
    const frames = await framesTo(page, token, 'live');
    expect({
      lines: lines.length,
      hot: html.includes('/@vite/client'),
      isWhole: loaded > 200,
      broken,
      frames: frames.filter((t) => t !== 'feed'),
    }).toEqual({ lines: 1, hot: true, isWhole: true, broken: [], frames: ['welcome', 'live'] });
  } finally {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    expect((await gone)[0]).toBe(0);
  }
});

test.each([
  [['--scene', 'nowhere'], 'there is no "nowhere"; there are empty,'],
  [['--scene', 'empty', '--data', 'x'], '--data: a scene brings its own'],
  [['--port', 'many'], '"many" is not a port'],
])('%j is refused with a line that says why', async (args, why) => {
  const child = spawn(process.execPath, [join(root, 'test', 'dev', 'run.ts'), ...args], { cwd: root });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect([code, log.includes(why)]).toEqual([2, true]);
});
