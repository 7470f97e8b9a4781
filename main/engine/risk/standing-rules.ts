import type { Criterion, Reason } from '../../../shared/domain/index.ts';
import type { ReadonlyCockpit } from '../../../shared/projection/index.ts';

/** Whether new entries are taken at all: trading state, blocks, drift. All hard; closing is never asked. */
export type Standing = {
  readonly trading: ReadonlyCockpit['trading']['state'];
  readonly blocks: readonly Reason[];
  readonly hasDrift: boolean;
};

export const standingOf = (state: ReadonlyCockpit): Standing => ({
  trading: state.trading.state,
  blocks: [...state.blocks.values()].map(({ code, text }) => ({ code, text })),
  hasDrift: state.drift !== null,
});

export function standingRules({ trading, blocks, hasDrift }: Standing): Criterion[] {
  const first = blocks[0];
  return [
    {
      code: 'trading_active',
      ok: trading === 'active',
      observed: trading,
      limit: 'active',
      hard: true,
      text: `Trading is ${trading}, entries need it active.`,
    },
    {
      code: 'not_blocked',
      ok: first === undefined,
      observed: blocks.length,
      limit: 0,
      hard: true,
      text: first === undefined ? 'Nothing blocks new entries.' : `Entries are blocked: ${first.text}`,
    },
    {
      code: 'no_drift',
      ok: !hasDrift,
      observed: hasDrift,
      limit: false,
      hard: true,
      text: hasDrift ? 'Terminal and ledger differ; entries wait until that is explained.' : 'Terminal and ledger agree.',
    },
  ];
}
