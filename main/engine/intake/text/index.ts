/** What a sender wrote, before it is asked what it means: JSON mended where it has one meaning only, and lines. Pure. */
export { documentsOf } from './documents.ts';
export { isObject, isSecretKey, type JsonObject } from './plain-json.ts';
export { repeatedKeys } from './repeated-keys.ts';
