/**
 * electron-builder leaves the program's OriginalFilename empty, and policies of Windows go by it. It is set between electron-builder's
 * own edit of the version strings and the signature.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
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

export function afterPack({ packager }) {
  const sign = packager.signIf.bind(packager);
  packager.signIf = (file) => {
    if (basename(file) === `${packager.appInfo.productFilename}.exe`) setOriginalFilename(file);
    return sign(file);
  };
}
