/** Every address the cockpit ever opens in a browser, by name. The page cannot add to it or ask for one. */
export const LINKS = {
  'MetaTrader 5 help': 'https://www.metatrader5.com/en/terminal/help',
  'TradingView alerts': 'https://www.tradingview.com/support/solutions/43000529348/',
  /** Whose charts are drawn: their licence asks for the link. */
  'TradingView Lightweight Charts': 'https://www.tradingview.com/',
} as const;
export type LinkName = keyof typeof LINKS;
export const LINK_NAMES = Object.keys(LINKS) as readonly LinkName[];

/** Opens a link of the list; any other name is refused. */
export async function openLink(name: string, openExternal: (url: string) => Promise<void>): Promise<boolean> {
  if (!Object.hasOwn(LINKS, name)) return false;
  await openExternal(LINKS[name as LinkName]);
  return true;
}
