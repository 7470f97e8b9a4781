/**
 * The stand-in's default app: `electron [-r module]... <folder or file> [arguments]`. It is an ES module that awaits the
 * application: Electron becomes ready only when its entry has been read, and schemes and the sandbox are set before that.
 */
import { app } from 'electron/main';
import { readFileSync, statSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

function readArguments(args) {
  const preload = [];
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '-r' || args[i] === '--require') preload.push(args[++i]);
    else if (!args[i].startsWith('-')) return { preload, target: resolve(args[i]) };
  }
  return { preload };
}

function entryOf(target) {
  if (!statSync(target).isDirectory()) {
    app.setAppPath(dirname(target));
    return target;
  }
  const { name, productName, version, main } = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'));
  app.setVersion(version ?? '0.0.0');
  app.name = productName ?? name ?? 'app';
  app.setAppPath(target);
  return join(target, main ?? 'index.js');
}

function fail(error) {
  console.error(error);
  app.exit(1);
}

const { preload, target } = readArguments(process.argv.slice(1));
if (target === undefined) fail('no application given');
else {
  Module._preloadModules(preload);
  await import(pathToFileURL(entryOf(target)).href).catch(fail);
}
