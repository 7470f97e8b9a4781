/**
 * Newer versions of the desktop program: electron-updater against a feed on a web server. Its network, its settings and its look at
 * signatures are ours, so that nothing is fetched over an address that can be changed on its way, and nothing is taken that the publisher
 * of the running copy did not sign. Nothing is ever downloaded, installed or restarted by itself.
 */
export { authenticode, signatureFault, type Signature } from './authenticode.ts';
export { signedUpdates } from './signed-updates.ts';
export { updateDesk, type UpdateParts } from './update-desk.ts';
