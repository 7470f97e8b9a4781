import ts from 'typescript';

interface Body {
  start: number;
  end: number;
  body: ts.Node;
}

/** Every function of a source that has a body, in the order of the text: its place in the list is its number. */
function functionsOf(source: ts.SourceFile): Body[] {
  const found: Body[] = [];
  const visit = (node: ts.Node): void => {
    const body = ts.isFunctionLike(node) && 'body' in node ? (node.body as ts.Node | undefined) : undefined;
    if (body !== undefined) found.push({ start: node.getStart(source), end: node.end, body });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The number of the innermost function around a place in the text, or undefined at the top of the module. */
export function functionAt(source: ts.SourceFile, position: number): number | undefined {
  let innermost: number | undefined;
  functionsOf(source).forEach(({ start, end }, index) => {
    if (start <= position && position < end) innermost = index;
  });
  return innermost;
}

/** The name under which a loaded module, or one of its functions, is told. */
export const reachName = (path: string, index?: number): string => `${path}#${index ?? 'load'}`;

/** The same source, telling `globalThis.reached` which of its functions run. */
export function instrumented(path: string, text: string): string {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const told = (index?: number): string => `globalThis.reached?.add(${JSON.stringify(reachName(path, index))})`;
  const insertions = functionsOf(source).flatMap(({ body }, index) =>
    ts.isBlock(body)
      ? [{ at: body.getStart(source) + 1, text: `${told(index)};` }]
      : [
          { at: body.getStart(source), text: `(${told(index)},` },
          { at: body.end, text: ')' },
        ],
  );
  let result = text;
  for (const { at, text: added } of insertions.sort((one, other) => other.at - one.at))
    result = result.slice(0, at) + added + result.slice(at);
  return `${result}\n;${told()};`;
}
