/** `npm run dist`: the installer and what goes with it. Nothing of the running product imports this. */
export { allowedAdvisories, auditLines } from './advisories.ts';
export { billOfMaterials } from './bill-of-materials.ts';
export { requireBuildTools } from './build-tools.ts';
export { bundledPackages, type BundledPackage } from './bundled-packages.ts';
export { CHECKSUMS, writeChecksums } from './checksums.ts';
export { DistFault } from './dist-fault.ts';
export { feedNames, releaseNotes, writeFeed } from './feed-file.ts';
export { electronSource } from './electron-source.ts';
export { noticesText } from './notices.ts';
export { npmAnswer, npmOutput } from './npm-output.ts';
export { readDistOptions, USAGE } from './options.ts';
export { runPackager } from './packager.ts';
export { isSignedProgram } from './portable-executable.ts';
export { signingOf } from './signing.ts';
