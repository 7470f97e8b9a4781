const PAST: readonly (readonly [RegExp, string])[] = [
  [/\b(it|that) is\b/gi, '$1 was'],
  [/\bis\b/g, 'was'],
  [/\bare\b/g, 'were'],
  [/\bhas been\b/g, 'had been'],
  [/\b(has|have)\b/g, 'had'],
  [/\bcannot\b/g, 'could not'],
  [/\bcan\b/g, 'could'],
  [/\bwill\b/g, 'would'],
  [/\b(does|do) not\b/g, 'did not'],
  [/\bdiffer\b/g, 'differed'],
  [/\blets\b/g, 'let'],
];

/** What an alarm asserts, as of its past: once its cause is gone, nothing on screen may claim that it stands. */
export const inThePast = (sentence: string): string => PAST.reduce((text, [now, then]) => text.replace(now, then), sentence);
