import { approvalOf, type ApprovalMode, type Source } from '#shared/domain';
import { exact, strategyText } from '../../format/index.ts';

type Around = {
  readonly accounts: ApprovalMode;
  readonly currency: string;
  /** Symbols that have a price. */
  readonly symbols: readonly string[];
};

const MODES: Readonly<Record<ApprovalMode, string>> = {
  confirm: 'Each waits for your approval.',
  veto: 'Each is executed unless you veto its card.',
  auto: 'Each that passes the rules is traded without a card.',
};

/** What a source with these rules does from now on, in sentences a trader can check. */
export function effectOf(source: Source, { accounts, currency, symbols }: Around): readonly string[] {
  const { strategy, size, limits, rhythm, enabled, approval } = source;
  const bounds = [
    ...(size.maxLots === null ? [] : [`${exact(size.maxLots, 2)} lots`]),
    ...(size.maxRiskPercent === null ? [] : [`${exact(size.maxRiskPercent)} % of the balance lost at its stop`]),
    ...(size.maxRiskMoney === null ? [] : [`${exact(size.maxRiskMoney)} ${currency} lost at its stop`.trim()]),
  ];
  const rates = [
    ...(limits.perMinute === null ? [] : [`${exact(limits.perMinute)} a minute`]),
    ...(limits.perDay === null ? [] : [`${exact(limits.perDay)} in 24 h`]),
  ];
  const mode = approvalOf(source, accounts);
  const unknown = source.symbols.filter((name) => symbols.length > 0 && !symbols.includes(name));
  return [
    enabled
      ? `Entries in ${source.symbols.length === 0 ? 'any symbol' : source.symbols.join(', ')}, for ${strategy === null ? 'the strategy that the sender names' : strategyText(strategy)}.`
      : 'No entry is taken: it is off.',
    ...(enabled ? [MODES[mode]] : []),
    ...(approval !== null && approval !== mode ? [`The account’s mode, ${accounts}, is stricter and holds.`] : []),
    ...(bounds.length === 0 ? [] : [`At most ${bounds.join(', ')} each.`]),
    ...(rates.length === 0 ? [] : [`At most ${rates.join(', ')}; more are refused.`]),
    ...(rhythm === null ? [] : [rhythmText(rhythm)]),
    'Closing and cancelling are always taken.',
    ...(unknown.length === 0 ? [] : [`Not known at this terminal: ${unknown.join(', ')}. Nothing can be entered there.`]),
  ];
}

const rhythmText = ({ everyMinutes, hours }: NonNullable<Source['rhythm']>): string =>
  `An alarm when nothing comes for ${exact(everyMinutes)} min, Monday to Friday${hours === null ? '' : `, ${hours.from} to ${hours.to} UTC`}.`;
