/**
 * Lets an Electron older than node:sqlite run the bundles that import it, by a package with the same interface.
 * Preloaded by `-r`; does nothing where the module is built in. A utility process takes no preloads: there it is the program, and
 * reads the one that was meant.
 */
const Module = require('node:module');
const { pathToFileURL } = require('node:url');

if (!Module.isBuiltin('node:sqlite')) {
  const target = require.resolve('@photostructure/sqlite');
  const load = Module._load;
  Module._load = function (request, ...rest) {
    return load.call(this, request === 'node:sqlite' ? target : request, ...rest);
  };
  const url = JSON.stringify(pathToFileURL(target).href);
  const hook = `export const resolve = (name, context, next) =>
    name === 'node:sqlite' ? { url: ${url}, format: 'commonjs', shortCircuit: true } : next(name, context);`;
  Module.register(`data:text/javascript,${encodeURIComponent(hook)}`);
  if (process.type === 'browser') {
    const { utilityProcess } = require('electron/main');
    const fork = utilityProcess.fork.bind(utilityProcess);
    utilityProcess.fork = (program, args, options) => fork(__filename, [program, ...args], options);
  }
  if (process.type === 'utility') import(pathToFileURL(process.argv[2]).href);
}
