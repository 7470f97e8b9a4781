/** The installation's secrets, sealed by the operating system's keychain where there is one. */
export { freshSecrets } from './secrets-text.ts';
export { KeysLost, placeInKeychain, sealSecrets, keychainSecrets, type SafeStorage } from './keychain.ts';
