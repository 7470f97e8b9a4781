/** What this page remembers on this computer, under a name; anything else in its place is as good as nothing. */
export function remembered<T extends Readonly<Record<string, boolean>>>(
  name: string,
  preset: T,
  stored: Pick<Storage, 'getItem'>,
): T {
  const kept = recalled(name, stored);
  if (typeof kept !== 'object' || kept === null) return preset;
  const known = Object.entries(kept).filter(([key, value]) => Object.hasOwn(preset, key) && typeof value === 'boolean');
  return { ...preset, ...(Object.fromEntries(known) as Partial<T>) };
}

/** Whatever is kept under the name; null: nothing, or what is no JSON. */
export function recalled(name: string, stored: Pick<Storage, 'getItem'>): unknown {
  try {
    return JSON.parse(stored.getItem(keyOf(name)) ?? 'null') as unknown;
  } catch {
    // Something else wrote there: it is forgotten.
    return null;
  }
}

export const remember = (name: string, value: object, stored: Pick<Storage, 'setItem'>): void =>
  stored.setItem(keyOf(name), JSON.stringify(value));

const keyOf = (name: string): string => `mikrobot.${name}`;
