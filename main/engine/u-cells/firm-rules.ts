import { rule, type Account, type Criterion } from '#shared/domain';
import { rulebookIn } from '#shared/rulebooks';
import { exposureOf, lotsOpen } from '#engine/exposure';
import { ideaUsed } from '#engine/rulebook';
import { moneyText, plain, rounded } from '#engine/wording.ts';
import type { CellView, Draft } from './cell.ts';

const NOISE = 1e-6;

/** What a firm asks of an entry beside its floors: lots in all, and the risk of one idea. Nothing where it asks for nothing. */
export function firmRules(draft: Draft, { currency }: Account, view: CellView): Criterion[] {
  const { state, facts, config, nowMs } = view;
  const { ideaRisk = null, limits, title } = rulebookIn(config.rulebook);
  const { lotsOpen: most = null } = limits;
  const rules: Criterion[] = [];
  if (most !== null) {
    const sum = lotsOpen(exposureOf(state, facts)) + (draft.lots ?? 0);
    rules.push(
      rule({
        code: 'lots_open',
        ok: sum <= most + NOISE,
        observed: rounded(sum, 4),
        limit: most,
        hard: true,
        text: `${plain(sum, 4)} lots open with this order, at most ${plain(most, 4)} in all (${title}).`,
      }),
    );
  }
  if (ideaRisk !== null) {
    const limit = (ideaRisk.pct / 100) * config.rulebook.initialBalance;
    const used = ideaUsed(state, facts, draft.signal.symbol, draft.side, nowMs, ideaRisk) + (draft.loss?.total ?? 0);
    rules.push(
      rule({
        code: 'idea_risk',
        ok: used <= limit + NOISE,
        observed: rounded(used, 2),
        limit: rounded(limit, 2),
        hard: true,
        text:
          `${draft.signal.symbol} ${draft.side} has lost or at risk ${moneyText(used)} ${currency} with this order, at most ` +
          `${moneyText(limit)} for one idea: open together, or within ${plain(ideaRisk.withinMinutes, 1)} minutes (${title}).`,
      }),
    );
  }
  return rules;
}
