import type { Page } from 'playwright';

/**
 * What a trader cannot read or reach in the window as it stands: text that is cut and has no tooltip with the whole of it,
 * content outside of what shows it and cannot be scrolled to, a list too low to read a line in, and a control that is
 * covered or off the screen. What is out of sight in a part that scrolls is in order; nothing is hidden by intent alone.
 */
export const unreadable = async (page: Page): Promise<readonly string[]> => [
  ...(await page.evaluate(cutTexts)),
  ...(await page.evaluate(coveredTexts)),
  ...(await page.evaluate(cutChoices)),
  ...(await page.evaluate(lowScrollers)),
  ...(await page.evaluate(lostControls)),
];

/** Texts that an ancestor, or the edge of the window, cuts. Runs in the page. */
function cutTexts(): string[] {
  const SIDEWAYS = 1;
  /** Glyph boxes are taller than tight lines. */
  const DOWN = 4;
  type Box = { left: number; right: number; top: number; bottom: number };
  const plain = (text: string | null): string => (text ?? '').replace(/\s+/g, ' ').trim();
  const inside = (node: Element): Box => {
    const { left, top } = node.getBoundingClientRect();
    const [x, y] = [left + node.clientLeft, top + node.clientTop];
    return { left: x, top: y, right: x + node.clientWidth, bottom: y + node.clientHeight };
  };
  const cutBy = (start: Element, box: Box): string | null => {
    const place = start.closest(':not(b, span, i, em, code, kbd, time, a, .unboxed)') ?? start;
    const edge = place.getBoundingClientRect();
    const runsOut = box.right > edge.right + SIDEWAYS || box.left < edge.left - SIDEWAYS;
    if (runsOut && getComputedStyle(place).overflowX === 'visible') return `by running out of ${place.tagName.toLowerCase()}`;
    for (let node: Element | null = start; node !== null; node = node.parentElement) {
      const { overflowX, overflowY, display, position } = getComputedStyle(node);
      if (display === 'contents' || display === 'inline') continue;
      const own = inside(node);
      const [scrollsX, scrollsY] = [overflowX, overflowY].map((value) => value === 'auto' || value === 'scroll');
      if (scrollsX === true) Object.assign(box, { left: own.left, right: own.right });
      else if (overflowX !== 'visible' && (box.left < own.left - SIDEWAYS || box.right > own.right + SIDEWAYS))
        return `sideways by ${node.tagName.toLowerCase()}.${node.className}`;
      if (scrollsY === true) Object.assign(box, { top: own.top, bottom: own.bottom });
      else if (overflowY !== 'visible' && (box.top < own.top - DOWN || box.bottom > own.bottom + DOWN))
        return `in height by ${node.tagName.toLowerCase()}.${node.className}`;
      if (position === 'fixed') break;
    }
    const isOut = box.left < -SIDEWAYS || box.top < -DOWN || box.right > innerWidth + SIDEWAYS || box.bottom > innerHeight + DOWN;
    return isOut ? 'by the edge of the window' : null;
  };
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() !== null) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    const text = plain(node.textContent);
    if (
      parent === null ||
      text === '' ||
      parent.closest('.unseen, .skip, svg, select, script, #recharts_measurement_span') !== null
    )
      continue;
    if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    if (right - left < 1) continue;
    const how = cutBy(parent, { left, right, top, bottom });
    if (how === null) continue;
    const titled = parent.closest('[title]');
    if (titled !== null && plain(titled.getAttribute('title')).includes(text)) continue;
    const panel = parent.closest('section, header, footer, nav, [role=dialog]');
    found.push(
      `"${text.slice(0, 70)}" is cut ${how} (in ${panel?.getAttribute('aria-label') ?? panel?.className ?? 'the page'})`,
    );
  }
  return found;
}

/** Texts in sight that something else lies over. Runs in the page. */
function coveredTexts(): string[] {
  const found: string[] = [];
  const sightOf = (start: Element): { left: number; right: number; top: number; bottom: number } => {
    const sight = { left: 0, right: innerWidth, top: 0, bottom: innerHeight };
    for (let node: Element | null = start; node !== null; node = node.parentElement) {
      const { overflowX, overflowY, display } = getComputedStyle(node);
      if (display === 'inline' || display === 'contents' || (overflowX === 'visible' && overflowY === 'visible')) continue;
      const { left, right, top, bottom } = node.getBoundingClientRect();
      sight.left = Math.max(sight.left, left);
      sight.right = Math.min(sight.right, right);
      sight.top = Math.max(sight.top, top);
      sight.bottom = Math.min(sight.bottom, bottom);
    }
    return sight;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() !== null) {
    const parent = walker.currentNode.parentElement;
    const text = (walker.currentNode.textContent ?? '').replace(/\s+/g, ' ').trim();
    if (parent === null || text === '' || parent.closest('.unseen, .skip, svg, select, script, [inert], [aria-hidden]') !== null)
      continue;
    if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (getComputedStyle(parent).pointerEvents === 'none') continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const sight = sightOf(parent);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      const over = [left + 2, (left + right) / 2, right - 2]
        .map((x) => ({ x, y: (top + bottom) / 2 }))
        // Within a pixel of the edge the neighbour may be hit instead.
        .filter(({ x, y }) => x > sight.left + 1 && x < sight.right - 1 && y > sight.top && y < sight.bottom)
        .map(({ x, y }) => document.elementFromPoint(x, y))
        .find((hit) => hit !== null && !hit.contains(parent) && !parent.contains(hit));
      if (over === undefined || over === null) continue;
      found.push(`"${text.slice(0, 70)}" has ${over.tagName.toLowerCase()}.${over.getAttribute('class') ?? ''} over it`);
      break;
    }
  }
  return found;
}

/** Choices and placeholders that are wider than their place. Runs in the page. */
function cutChoices(): string[] {
  const ARROW_PX = 22;
  const ink = document.createElement('canvas').getContext('2d');
  const found: string[] = [];
  for (const node of document.querySelectorAll<HTMLSelectElement | HTMLInputElement>('select, input[placeholder]')) {
    if (ink === null || !node.checkVisibility()) continue;
    const style = getComputedStyle(node);
    ink.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const text = node instanceof HTMLSelectElement ? (node.selectedOptions[0]?.text ?? '') : node.placeholder;
    const room =
      node.clientWidth -
      Number.parseFloat(style.paddingLeft) -
      (node instanceof HTMLSelectElement ? ARROW_PX : Number.parseFloat(style.paddingRight));
    const wide = ink.measureText(text).width;
    if (wide > room + 1 && node.title !== text)
      found.push(`"${text}" is ${Math.round(wide)} px wide in a field of ${Math.round(room)}`);
  }
  return found;
}

/** Parts that scroll and are too low to read a line in. Runs in the page. */
function lowScrollers(): string[] {
  const READABLE_PX = 44;
  return [...document.querySelectorAll('main *')].flatMap((node) => {
    const { overflowY, display } = getComputedStyle(node);
    if ((overflowY !== 'auto' && overflowY !== 'scroll') || display === 'inline' || node.closest('.unseen') !== null) return [];
    if (node.scrollHeight <= node.clientHeight + 1 || node.clientHeight >= READABLE_PX) return [];
    const name = node.getAttribute('aria-label') ?? node.className;
    return [`${name}: ${node.scrollHeight} px are scrolled in ${node.clientHeight}`];
  });
}

/** Controls that cannot be brought into sight, or have something over them. Runs in the page. */
function lostControls(): string[] {
  const found: string[] = [];
  const moved = new Map<Element, readonly [number, number]>();
  for (const node of document.querySelectorAll<HTMLElement>('main *'))
    if (node.scrollTop !== 0 || node.scrollLeft !== 0) moved.set(node, [node.scrollLeft, node.scrollTop]);
  for (const node of document.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea')) {
    if (!node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (node.closest('[inert], .skip') !== null) continue;
    node.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const { left, right, top, bottom } = node.getBoundingClientRect();
    const name = `${node.tagName.toLowerCase()} "${(node.getAttribute('aria-label') ?? node.textContent).replace(/\s+/g, ' ').trim().slice(0, 50)}"`;
    for (let line: Element | null = node.parentElement; line !== null; line = line.parentElement)
      if (getComputedStyle(line).textOverflow === 'ellipsis' && line.scrollWidth > line.clientWidth)
        found.push(`${name} is in a line that is cut, where an ellipsis may stand in its place`);
    if (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1) {
      found.push(`${name} is off the screen`);
      continue;
    }
    const inset = Math.min(4, (bottom - top) / 3);
    const points = [
      [(left + right) / 2, (top + bottom) / 2],
      [left + inset, top + inset],
      [right - inset, bottom - inset],
    ] as const;
    const over = points
      .map(([x, y]) => document.elementFromPoint(x, y))
      .find((hit) => hit !== null && !node.contains(hit) && !(hit.contains(node) && hit.tagName === 'LABEL'));
    if (over !== undefined && over !== null) found.push(`${name} is covered by ${over.tagName.toLowerCase()}.${over.className}`);
  }
  for (const node of document.querySelectorAll<HTMLElement>('main *')) {
    const [left, top] = moved.get(node) ?? [0, 0];
    if (node.scrollLeft !== left || node.scrollTop !== top) node.scrollTo(left, top);
  }
  return found;
}
