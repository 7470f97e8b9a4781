/** Scrolls as little as it takes for a part to be seen; where a page has no layout, there is nothing to scroll. */
export function bringIntoView(node: Element | null, block: ScrollLogicalPosition = 'nearest'): void {
  if (node !== null && 'scrollIntoView' in node) node.scrollIntoView({ block });
}
