import { rule, type Criterion, type Facts, type SymbolSpec, type TerminalCaps } from '#shared/domain';
import { exposureOf, lotsOneWay } from '#engine/exposure';
import { plain } from '#engine/wording.ts';
import type { CellView, Draft } from './cell.ts';

const MINUTE = 60_000;
const NOISE = 1e-8;

/** Where a limit of the terminal is raised: an input of the Expert Advisor, or a key of the configuration. */
export const remedyOf = (setting: string): string =>
  setting.startsWith('Inp')
    ? `raise ${setting} of the Expert Advisor (F7 on its chart)`
    : `raise ${setting} in the configuration`;

/** What keeps the terminal from taking orders, as of this very moment. Nothing where nothing is known of it. */
export function readyRules({ obstacle, caps }: Facts): Criterion[] {
  if (obstacle === undefined && caps === undefined) return [];
  return [
    rule({
      code: 'terminal_ready',
      ok: obstacle === undefined,
      observed: obstacle?.code ?? 'none',
      limit: 'none',
      hard: true,
      text: obstacle?.text ?? 'Nothing keeps the terminal from taking orders.',
    }),
  ];
}

/** What the terminal's own program would refuse: asked before anybody approves, each with where it is set. All hard. */
export function terminalRules(draft: Draft, view: CellView): Criterion[] {
  const { caps } = view.facts;
  if (caps === undefined) return [];
  return [...lotsRule(draft, caps), positionsRule(caps, view), ...requestsRules(caps, view), ...symbolsRule(draft, caps)];
}

function lotsRule({ lots }: Draft, { lots: { most, setting } }: TerminalCaps): Criterion[] {
  if (lots === null) return [];
  return [
    rule({
      code: 'terminal_lots',
      ok: lots <= most + NOISE,
      observed: lots,
      limit: most,
      hard: true,
      text: `${plain(lots, 8)} lots in one order, the terminal takes ${plain(most, 8)}: ${remedyOf(setting)}.`,
    }),
  ];
}

/** What the broker takes of a symbol in one direction (10034 beyond it), whatever terminal tells it. Hard; nothing where it has no limit. */
export function volumeLimitRule({ lots, side }: Draft, { symbol, volumeLimit }: SymbolSpec, view: CellView): Criterion[] {
  if (volumeLimit === undefined || lots === null) return [];
  const held = lotsOneWay(symbol, side, exposureOf(view.state, view.facts));
  return [
    rule({
      code: 'volume_limit',
      ok: held + lots <= volumeLimit + NOISE,
      observed: Number((held + lots).toFixed(8)),
      limit: volumeLimit,
      hard: true,
      text: `${plain(held + lots, 8)} lots of ${symbol} on the ${side} side with this order, the broker takes ${plain(volumeLimit, 8)}: close or cancel some first.`,
    }),
  ];
}

/** It counts positions of ours only, so do we; an entry on its way is one. */
function positionsRule({ positions: { most, setting } }: TerminalCaps, { state, facts }: CellView): Criterion {
  const { positions, entries } = exposureOf(state, facts);
  const ours = positions.filter(({ clientOrderId }) => clientOrderId !== null).length + entries.length;
  return rule({
    code: 'terminal_positions',
    ok: ours < most,
    observed: ours,
    limit: most,
    hard: true,
    text: `${ours} positions of ours are open or on the way, the terminal takes ${most}: close one, or ${remedyOf(setting)}.`,
  });
}

/** What it has counted with its last word, or what we have asked for since, where that is more. */
function requestsRules({ requests }: TerminalCaps, { state, nowMs }: CellView): Criterion[] {
  const asked = state.asked.entries.filter(({ at }) => nowMs - at < MINUTE).length;
  return requests.map(({ within, made, most, setting }) => {
    const count = within === 'minute' ? Math.max(made, asked) : made;
    const wait = within === 'minute' ? 'wait a minute' : 'wait for the next day';
    return rule({
      code: 'terminal_requests',
      ok: count < most,
      observed: count,
      limit: most,
      hard: true,
      text: `${count} requests within a ${within} at the terminal, it takes ${most}: ${wait}, or ${remedyOf(setting)}.`,
    });
  });
}

function symbolsRule({ signal: { symbol } }: Draft, { symbols }: TerminalCaps): Criterion[] {
  if (symbols === null) return [];
  const ok = symbols.includes(symbol);
  return [
    rule({
      code: 'terminal_symbols',
      ok,
      observed: symbol,
      limit: symbols.join(', ').slice(0, 200),
      hard: true,
      text: ok
        ? `${symbol} is among the symbols that the Expert Advisor trades.`
        : `The Expert Advisor trades ${symbols.slice(0, 5).join(', ')} only: add ${symbol} to InpSymbols (F7 on its chart).`,
    }),
  ];
}
