const words = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Which of two words stands first: without regard to capitals, 9 before 10. */
export const wordOrder = (a: string, b: string): number => words.compare(a, b);
