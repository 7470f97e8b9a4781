import ts from 'typescript';

/** One small change of a source: what stands from `start` to `end` is replaced. */
export interface Change {
  operator: string;
  start: number;
  end: number;
  replacement: string;
}

type Operator = (node: ts.Node, source: ts.SourceFile) => Change[];

const K = ts.SyntaxKind;
const replace = (operator: string, node: ts.Node, source: ts.SourceFile, ...texts: string[]): Change[] =>
  texts.map((replacement) => ({ operator, start: node.getStart(source), end: node.end, replacement }));

const COMPARISONS = new Map<ts.SyntaxKind, readonly string[]>([
  [K.LessThanToken, ['<=', '>=']],
  [K.LessThanEqualsToken, ['<', '>']],
  [K.GreaterThanToken, ['>=', '<=']],
  [K.GreaterThanEqualsToken, ['>', '<']],
  [K.EqualsEqualsEqualsToken, ['!==']],
  [K.ExclamationEqualsEqualsToken, ['===']],
]);
const ARITHMETIC = new Map<ts.SyntaxKind, string>([
  [K.PlusToken, '-'],
  [K.MinusToken, '+'],
  [K.AsteriskToken, '/'],
  [K.SlashToken, '*'],
  [K.PlusEqualsToken, '-='],
  [K.MinusEqualsToken, '+='],
]);
const isText = (node: ts.Node): boolean =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateExpression(node) ||
  (ts.isBinaryExpression(node) && (isText(node.left) || isText(node.right)));

const comparison: Operator = (node, source) =>
  ts.isBinaryExpression(node)
    ? replace('comparison', node.operatorToken, source, ...(COMPARISONS.get(node.operatorToken.kind) ?? []))
    : [];

const arithmetic: Operator = (node, source) => {
  const other = ts.isBinaryExpression(node) ? ARITHMETIC.get(node.operatorToken.kind) : undefined;
  return other === undefined || !ts.isBinaryExpression(node) || isText(node.left) || isText(node.right)
    ? []
    : replace('arithmetic', node.operatorToken, source, other);
};

/** A limit one off (small whole numbers) and twice as large: 20 becomes 21, 19 and 40; 0 becomes 1; 60_000 becomes 120000. */
const number: Operator = (node, source) => {
  if (!ts.isNumericLiteral(node)) return [];
  const value = Number(node.text);
  if (value === 0) return replace('number', node, source, '1');
  const nearby = Number.isInteger(value) && value < 100 ? [value + 1, value - 1] : [];
  const others = [...new Set([...nearby, value * 2])].map(String);
  return replace('number', node, source, ...others);
};

/** `a && b` becomes `a || b`, `a` and `b`; of `a ?? b` the fallback alone is left. */
const term: Operator = (node, source) => {
  if (!ts.isBinaryExpression(node)) return [];
  const [left, right] = [node.left.getText(source), node.right.getText(source)];
  const kind = node.operatorToken.kind;
  if (kind === K.QuestionQuestionToken) return replace('term', node, source, `(${right})`);
  if (kind !== K.AmpersandAmpersandToken && kind !== K.BarBarToken) return [];
  return [
    ...replace('boolean', node.operatorToken, source, kind === K.BarBarToken ? '&&' : '||'),
    ...replace('term', node, source, `(${left})`, `(${right})`),
  ];
};

const isCompared = (node: ts.Expression): boolean =>
  ts.isParenthesizedExpression(node)
    ? isCompared(node.expression)
    : ts.isBinaryExpression(node) && COMPARISONS.get(node.operatorToken.kind)?.length === 1;

const negation: Operator = (node, source) => {
  if (ts.isPrefixUnaryExpression(node) && node.operator === K.ExclamationToken)
    return replace('negation', node, source, node.operand.getText(source));
  if (node.kind === K.TrueKeyword) return replace('negation', node, source, 'false');
  if (node.kind === K.FalseKeyword) return replace('negation', node, source, 'true');
  const condition = ts.isIfStatement(node) || ts.isWhileStatement(node) ? node.expression : undefined;
  const isSeenTo = condition === undefined || isCompared(condition) || ts.isPrefixUnaryExpression(condition);
  return isSeenTo ? [] : replace('negation', condition, source, `!(${condition.getText(source)})`);
};

const branch: Operator = (node, source) =>
  ts.isConditionalExpression(node)
    ? replace('branch', node, source, `(${node.whenTrue.getText(source)})`, `(${node.whenFalse.getText(source)})`)
    : [];

/** Calls, assignments, early exits and guards disappear. */
const removal: Operator = (node, source) => {
  const isEnding = ts.isContinueStatement(node) || ts.isBreakStatement(node) || ts.isThrowStatement(node);
  const isGuard = ts.isIfStatement(node) && node.elseStatement === undefined;
  const isEmptyReturn = ts.isReturnStatement(node) && node.expression === undefined;
  const isEffect = ts.isExpressionStatement(node) && !ts.isStringLiteral(node.expression);
  if (ts.isThrowStatement(node) && !ts.isBlock(node.parent)) return [];
  return isEnding || isGuard || isEmptyReturn || isEffect ? replace('removed', node, source, ';') : [];
};

const isPlain = (node: ts.Node): boolean =>
  ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isNumericLiteral(node) || ts.isStringLiteral(node);

function swap(operator: string, one: ts.Node, other: ts.Node, source: ts.SourceFile): Change[] {
  const between = source.text.slice(one.end, other.getStart(source));
  const replacement = `${other.getText(source)}${between}${one.getText(source)}`;
  if (one.getText(source) === other.getText(source)) return [];
  return [{ operator, start: one.getStart(source), end: other.end, replacement }];
}

/** The smaller and the larger of some numbers are the same in any order. */
const isInAnyOrder = (node: ts.CallExpression, source: ts.SourceFile): boolean =>
  /^Math\.(?:min|max)$/.test(node.expression.getText(source));

/** Two arguments of a call, and the values of two neighbouring fields, change places. Types refuse what cannot be mistaken. */
const swapped: Operator = (node, source) => {
  if (ts.isCallExpression(node) && isInAnyOrder(node, source)) return [];
  if (ts.isCallExpression(node))
    return node.arguments.slice(1).flatMap((argument, index) => {
      const before = node.arguments[index]!;
      return isPlain(before) && isPlain(argument) ? swap('swapped arguments', before, argument, source) : [];
    });
  if (!ts.isObjectLiteralExpression(node)) return [];
  return node.properties.slice(1).flatMap((field, index) => {
    const before = node.properties[index]!;
    if (!ts.isPropertyAssignment(before) || !ts.isPropertyAssignment(field)) return [];
    if (!isPlain(before.initializer) || !isPlain(field.initializer)) return [];
    const text = source.text;
    const between = text.slice(before.initializer.end, field.initializer.getStart(source));
    const [one, other] = [before.initializer.getText(source), field.initializer.getText(source)];
    if (one === other) return [];
    const start = before.initializer.getStart(source);
    return [{ operator: 'swapped fields', start, end: field.initializer.end, replacement: `${other}${between}${one}` }];
  });
};

const METHODS = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['min', 'max'],
  ['max', 'min'],
  ['floor', 'ceil'],
  ['ceil', 'floor'],
]);

const method: Operator = (node, source) => {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { name, expression } = node.expression;
  const other = METHODS.get(name.text);
  if (other !== undefined) return replace('method', name, source, other);
  return name.text === 'filter' && node.arguments.length === 1 ? replace('method', node, source, expression.getText(source)) : [];
};

const OPERATORS = [comparison, arithmetic, number, term, negation, branch, removal, swapped, method];

/** Types, imports and the texts of documentation have no behaviour of their own. */
const isSilent = (node: ts.Node): boolean =>
  ts.isTypeNode(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node);

/** Every change of one source, in the order of the text. */
export function changesOf(source: ts.SourceFile): Change[] {
  const changes: Change[] = [];
  const visit = (node: ts.Node): void => {
    if (isSilent(node)) return;
    for (const operator of OPERATORS) changes.push(...operator(node, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return changes.sort((one, other) => one.start - other.start || one.end - other.end);
}

/** The text with the change made. */
export const applied = (text: string, { start, end, replacement }: Change): string =>
  text.slice(0, start) + replacement + text.slice(end);
