/** The installation's secrets, sealed by the operating system's keychain where there is one. */
export { placeInKeychain, keychainSecrets, type SafeStorage } from './keychain.ts';
