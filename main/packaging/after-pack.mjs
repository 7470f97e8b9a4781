/**
 * What electron-builder leaves undone in the program. Its OriginalFilename stays empty, and policies of Windows go by it: it is set between
 * electron-builder's own edit of the version strings and the signature. Its fuses are those that electron-builder's schema knows: the one
 * it does not know is set here, and a fuse that nobody set ends the build.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { flipFuses, FuseV1Options } from '@electron/fuses';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

const ENGLISH = { lang: 1033, codepage: 1200 };

function setOriginalFilename(file) {
  const program = NtExecutable.from(readFileSync(file));
  const resources = NtExecutableResource.from(program);
  for (const version of Resource.VersionInfo.fromEntries(resources.entries)) {
    version.setStringValues(ENGLISH, { OriginalFilename: basename(file) });
    version.outputToResourceEntries(resources.entries);
  }
  resources.outputResource(program);
  writeFileSync(file, Buffer.from(program.generate()));
}

export function afterPack({ appOutDir, packager }) {
  const sign = packager.signIf.bind(packager);
  packager.signIf = (file) => {
    if (basename(file) === `${packager.appInfo.productFilename}.exe`) setOriginalFilename(file);
    return sign(file);
  };
  // electron-builder brings an @electron/fuses of its own, which knows one fuse less.
  packager.addElectronFuses = (_context, given) =>
    flipFuses(join(appOutDir, `${packager.appInfo.productFilename}.exe`), {
      ...given,
      // Its default: memory that WebAssembly may not reach is guarded by the processor.
      [FuseV1Options.WasmTrapHandlers]: true,
      strictlyRequireAllFuses: true,
    });
}
