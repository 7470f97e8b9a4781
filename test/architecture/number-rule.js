/** Types that a bare number on screen has: primitives only, among them a number. Nodes that may be anything are their makers'. */
const PRIMITIVE = /^(string|number|boolean|true|false|null|undefined|"[^"]*"|'[^']*'|-?[\d.]+)$/;
const NUMBER = /^(number|-?[\d.]+)$/;

/** A number that reaches the screen as it is has no groups, the language's minus, and as many digits as chance gave it. */
const noRawNumber = {
  meta: {
    type: 'problem',
    messages: { raw: 'A number on screen is written by renderer/format: countText, moneyText, lotsText, exact…' },
    schema: [],
  },
  create(context) {
    const services = context.sourceCode.parserServices;
    const checker = services.program.getTypeChecker();
    return {
      JSXExpressionContainer(node) {
        if (!/^JSX(Element|Fragment)$/.test(node.parent.type) || node.expression.type === 'JSXEmptyExpression') return;
        const type = services.getTypeAtLocation(node.expression);
        const parts = (type.isUnion() ? type.types : [type]).map((part) => checker.typeToString(part));
        if (parts.every((part) => PRIMITIVE.test(part)) && parts.some((part) => NUMBER.test(part)))
          context.report({ node, messageId: 'raw' });
      },
    };
  },
};

/** How numbers come to the screen: by one module. */
export const numbersOnScreen = { rules: { 'no-raw-number': noRawNumber } };
