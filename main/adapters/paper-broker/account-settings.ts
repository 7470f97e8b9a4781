import type { Config } from '#shared/config';
import { paperSymbol, type AccountSettings, type PaperSymbol } from '../../paper-broker/index.ts';
import { PaperStoreFault, type Stored } from './paper-store.ts';

export type PaperConfig = Config['paper'];

/** The account that the configuration describes, dealing in the market's symbols and in whatever is still held. */
export function accountSettings(
  config: PaperConfig,
  symbols: readonly string[],
  known: readonly PaperSymbol[],
  stored: Stored | null,
): AccountSettings {
  const { currency, leverage, balance, alwaysOpen, slippagePoints, commissionPerLot, seed } = config;
  const kept = stored?.account.head ?? null;
  if (kept !== null && kept.currency !== currency)
    throw new PaperStoreFault(
      `The saved paper account is in ${kept.currency}, the configuration says ${currency}: use another data folder or currency`,
    );
  const held = [...(kept?.positions ?? []), ...(kept?.orders ?? [])].map((one) => one.symbol);
  return {
    login: '5001001',
    server: 'Mikrobot-Paper',
    company: 'Mikrobot paper broker',
    currency,
    leverage,
    balance,
    alwaysOpen,
    slippagePoints,
    commissionPerLot,
    seed,
    symbols: [...new Set([...symbols, ...held])].map((symbol) => specification(symbol, known)),
  };
}

function specification(symbol: string, known: readonly PaperSymbol[]): PaperSymbol {
  const found = known.find((spec) => spec.symbol === symbol) ?? paperSymbol(symbol);
  if (found === undefined) throw new PaperStoreFault(`The paper broker has no specification of ${symbol}`);
  return found;
}
