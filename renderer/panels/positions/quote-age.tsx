import { ageText } from '../../format/index.ts';
import { useEngine, useNow } from '../../store/index.ts';

/** How old the quote is that a position was valued with. */
export function QuoteAge({ symbol }: { readonly symbol: string }) {
  const at = useEngine(({ live }) => live?.quotes.find((quote) => quote.symbol === symbol)?.at ?? null);
  const now = useNow(500);
  return <>{ageText(at === null ? null : Math.max(0, now - at))}</>;
}
