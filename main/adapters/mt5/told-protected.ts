import type { FromEa } from '#shared/bridge';
import type { Mt5Options } from './mt5-options.ts';

/** Writes down what the Expert Advisor did about a missing stop by itself; what it means for the ledger, the next snapshot says. */
export function toldProtected(log: Mt5Options['log'], message: FromEa): void {
  if (message.t !== 'protected') return;
  const { what, position, sym: symbol, why } = message;
  log.write('warn', 'The Expert Advisor found a position of ours without its stop', { what, position, symbol, why });
}
