/** Lines with the number of the first of them, counted from 1; `step` is -1 where they come from the end of the file. `head`: what was found in the first ones. */
export type NumberedLines<Head> = {
  readonly head: Head;
  readonly lines: readonly string[];
  readonly first: number;
  readonly step: 1 | -1;
};

/** Batches of lines with their numbers, and what `begin` makes of the first batch; where that goes back in time, the lines are given from the last to the first. */
export async function* inOrder<Head extends { readonly isNewestFirst: boolean }>(
  batches: AsyncIterable<readonly string[]>,
  begin: (first: readonly string[]) => Promise<Head>,
): AsyncGenerator<NumberedLines<Head>> {
  let first = 1;
  let head: Head | null = null;
  const held: string[] = [];
  for await (const lines of batches) {
    head ??= await begin(lines);
    if (!head.isNewestFirst) yield { head, lines, first, step: 1 };
    else for (const line of lines) held.push(line);
    first += lines.length;
  }
  if (head?.isNewestFirst === true) yield { head, lines: held.reverse(), first: held.length, step: -1 };
}
