import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

/** A path inside the project, with slashes on every system. */
export const inside = (root: string, file: string): string => relative(root, file).split(sep).join('/');

/** Which files of ours does a file load, directly and through others? Imports of types alone load nothing. */
export class Imports {
  readonly #root: string;
  readonly #subpaths: readonly (readonly [RegExp, string])[];
  readonly #direct = new Map<string, string[]>();
  readonly #texts = new Map<string, string>();
  readonly #loading = new Map<string, Set<string>>();

  /** @param subpaths the `imports` of package.json: `#shared/*` stands for a file */
  constructor(root: string, subpaths: Readonly<Record<string, string>>) {
    this.#root = root;
    this.#subpaths = Object.entries(subpaths)
      .sort(([one], [other]) => other.length - one.length)
      .map(([from, to]) => [new RegExp(`^${from.replaceAll('.', '\\.').replace('*', '(.+)')}$`), to.replace('*', '$1')] as const);
  }

  text(path: string): string {
    const known = this.#texts.get(path) ?? readFileSync(join(this.#root, path), 'utf8');
    this.#texts.set(path, known);
    return known;
  }

  /** The file itself and all it loads, nearest first. */
  closure(path: string): string[] {
    const seen = new Set([path]);
    for (const each of seen) for (const next of this.#of(each)) seen.add(next);
    return [...seen];
  }

  /** What of that can a change of `changed` reach? All that load it, and the file itself. */
  reaching(path: string, changed: string): string[] {
    return this.closure(path).filter((each) => this.#above(changed).has(each));
  }

  #above(changed: string): Set<string> {
    const known = this.#loading.get(changed);
    if (known !== undefined) return known;
    const above = new Set([changed]);
    const by = new Map<string, string[]>();
    for (const [from, direct] of this.#direct) for (const to of direct) by.set(to, [...(by.get(to) ?? []), from]);
    for (const each of above) for (const from of by.get(each) ?? []) above.add(from);
    this.#loading.set(changed, above);
    return above;
  }

  #of(path: string): string[] {
    const known = this.#direct.get(path);
    if (known !== undefined) return known;
    const found = /\.(ts|tsx|mts|mjs|js)$/.test(path) ? this.#read(path) : [];
    this.#direct.set(path, found);
    this.#loading.clear();
    return found;
  }

  #read(path: string): string[] {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const named = specifier(node);
      const file = named === undefined ? undefined : this.#resolve(path, named);
      if (file !== undefined) found.push(file);
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(path, this.text(path), ts.ScriptTarget.Latest));
    return found;
  }

  #resolve(from: string, named: string): string | undefined {
    const file = named.startsWith('.') ? inside(this.#root, join(this.#root, dirname(from), named)) : this.#subpath(named);
    return file !== undefined && existsSync(join(this.#root, file)) ? file : undefined;
  }

  #subpath(named: string): string | undefined {
    for (const [pattern, to] of this.#subpaths) if (pattern.test(named)) return named.replace(pattern, to).replace(/^\.\//, '');
    return undefined;
  }
}

function specifier(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node)) {
    const isTypes = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return isTypes || !ts.isStringLiteral(node.moduleSpecifier) ? undefined : node.moduleSpecifier.text;
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined)
    return node.isTypeOnly || !ts.isStringLiteral(node.moduleSpecifier) ? undefined : node.moduleSpecifier.text;
  if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword) return undefined;
  const [argument] = node.arguments;
  return argument !== undefined && ts.isStringLiteral(argument) ? argument.text : undefined;
}
