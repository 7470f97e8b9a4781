/** Characters that show as nothing, as an odd blank, or that turn the text around them: marks of direction, zero widths, fillers. */
const UNSEEN = /[\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\ufe00-\ufe0f\uffa0\u{e0100}-\u{e01ef}]|(?! )\p{Zs}/gu;

/** A text with every unseen character spelled out as it is written in JSON, `\u200b` for one. */
export const spelledOut = (text: string): string =>
  text.replace(UNSEEN, (unseen) =>
    Array.from({ length: unseen.length }, (_, at) => `\\u${unseen.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  );

/** A text without what cannot be seen. */
export const seen = (text: string): string => text.replace(UNSEEN, '').trim();
