/** What is looked for, as words without case; empty where nothing is. */
export const searchWords = (question: string): readonly string[] =>
  question
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');

/** Whether a text has all of the words, in any place. */
export function hasWords(text: string, words: readonly string[]): boolean {
  const plain = text.toLowerCase();
  return words.every((word) => plain.includes(word));
}
