/** A number as it is typed: null where nothing is; the text itself where it is none. A comma is no point: 1,000 is not 1. */
export const numberTyped = (text: string): number | string | null => {
  const plain = text.trim();
  if (plain === '') return null;
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(plain) ? Number(plain) : plain;
};
