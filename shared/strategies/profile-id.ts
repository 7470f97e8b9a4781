/** What a profile may be called in the configuration, the journal and a signal. */
export const PROFILE_ID = /^[a-z][a-z0-9_]{0,31}$/;
/** `all` are the results of every strategy together; `constructor` is on every JavaScript object. */
const RESERVED: ReadonlySet<string> = new Set(['all', 'constructor']);

/** True for an id that a profile may have. */
export const isProfileId = (id: string): boolean => PROFILE_ID.test(id) && !RESERVED.has(id);
