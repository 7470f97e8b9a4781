/** What a sender wrote, before it is asked what it means: JSON as safe data, and what it states more than once. Pure. */
export { isObject, isSecretKey, plainJson, type JsonObject } from './plain-json.ts';
export { repeatedKeys } from './repeated-keys.ts';
