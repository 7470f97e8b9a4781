import { confirmedInMemory, Mt5Terminal, pinInMemory, type Mt5Options } from '#main/adapters/mt5/index.ts';
import { countingIds, systemClock } from '#main/adapters/system/index.ts';

export const TOKEN = 'token-of-the-bridge-0123456789abcdef';

/** The bridge under test, on any free port. */
export async function bridge(
  changes: Partial<Mt5Options> = {},
): Promise<{ readonly terminal: Mt5Terminal; readonly port: number; readonly logged: string[]; readonly token: string }> {
  const logged: string[] = [];
  const terminal = new Mt5Terminal({
    host: '127.0.0.1',
    port: 0,
    token: TOKEN,
    clock: systemClock(),
    ids: countingIds('b-'),
    log: { write: (_level, text, fields) => void logged.push(`${text} ${JSON.stringify(fields ?? {})}`) },
    symbols: ['EURUSD'],
    names: {},
    pips: {},
    confirmed: confirmedInMemory(),
    account: { login: null, allowLive: false },
    pin: pinInMemory(),
    caps: () => ({ maxLots: 5, maxPositions: 9 }),
    ...changes,
  });
  await terminal.start();
  return { terminal, port: Number(terminal.bridge.address?.split(':').at(-1)), logged, token: TOKEN };
}
