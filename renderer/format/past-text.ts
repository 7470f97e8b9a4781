/** Why nothing but a stop is done from a view that shows the past. */
export const PAST_TEXT = 'This is the past, and nothing can be done in it: go back to now first (Esc).';
