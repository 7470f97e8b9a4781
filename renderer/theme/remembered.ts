/** What this page remembers on this computer, under a name; anything else in its place is as good as nothing. */
export function remembered<T extends Readonly<Record<string, boolean>>>(
  name: string,
  preset: T,
  stored: Pick<Storage, 'getItem'>,
): T {
  let kept: unknown = null;
  try {
    kept = JSON.parse(stored.getItem(keyOf(name)) ?? 'null');
  } catch {
    // Something else wrote there: it is forgotten.
  }
  if (typeof kept !== 'object' || kept === null) return preset;
  const known = Object.entries(kept).filter(([key, value]) => Object.hasOwn(preset, key) && typeof value === 'boolean');
  return { ...preset, ...(Object.fromEntries(known) as Partial<T>) };
}

export const remember = (name: string, value: Readonly<Record<string, boolean>>, stored: Pick<Storage, 'setItem'>): void =>
  stored.setItem(keyOf(name), JSON.stringify(value));

const keyOf = (name: string): string => `mikrobot.${name}`;
