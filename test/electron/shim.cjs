/** The stand-in's default app: `electron [-r module]... <folder or file> [arguments]`. An ESM main hangs unless it is reached by import(). */
const { app } = require('electron');
const { readFileSync, statSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join, resolve } = require('node:path');
const { pathToFileURL } = require('node:url');

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
  import(pathToFileURL(entryOf(target)).href).catch(fail);
}
