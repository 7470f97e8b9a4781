import { useEngine } from '../../store/index.ts';

/** Symbols that have a price. Joined for the comparison, so that a new price alone renders nothing. */
export function usePricedSymbols(): readonly string[] {
  const joined = useEngine(({ live }) => live?.quotes.map(({ symbol }) => symbol).join(' ') ?? '');
  return joined === '' ? [] : joined.split(' ');
}
