const KEY = 'mikrobot.public-address';
const MAX = 300;

/** The public address as it was pasted last, kept on this computer; it is no secret. */
export function savedAddress(storage: Pick<Storage, 'getItem'>): string {
  try {
    return storage.getItem(KEY)?.slice(0, MAX) ?? '';
  } catch {
    return '';
  }
}

export function saveAddress(storage: Pick<Storage, 'setItem'>, address: string): void {
  try {
    storage.setItem(KEY, address.slice(0, MAX));
  } catch {
    // A browser that keeps nothing has it pasted again.
  }
}

/** The base of what was pasted, as the address of a webhook begins; null while nothing was. */
export function publicBaseOf(pasted: string): string | null {
  const text = pasted
    .trim()
    .replace(/\/webhook(?:\/.*)?$/, '')
    .replace(/\/+$/, '');
  if (text === '') return null;
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
}
