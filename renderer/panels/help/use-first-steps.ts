import { useMemo } from 'react';
import { RUN_MODES, terminalOf, type SignalSource } from '#shared/domain';
import { defaultConfig } from '#shared/config';
import { canonicalJson } from '#shared/lib';
import { rulebookIn } from '#shared/rulebooks';
import { useLacking } from '../../controls/index.ts';
import { thousandsText } from '../../format/index.ts';
import { useAct, useAsk, useCockpit, useEngine, useUi } from '../../store/index.ts';

export type FirstStep = {
  readonly title: string;
  readonly text: string;
  readonly isDone: boolean;
  /** What to press; null: it comes by itself. */
  readonly act: { readonly text: string; readonly unavailable: string | null; readonly run: () => void } | null;
  /** Where the manual says more. */
  readonly page: string;
};

const OWN: readonly SignalSource[] = ['detector', 'operator'];

/** What is worth doing first, with what of it the engine has already seen done. */
export function useFirstSteps(): readonly FirstStep[] {
  return [useRunning(), useTrade(), useRehearsal(), useRules(), useSignals(), useTerminal()];
}

function useRunning(): FirstStep {
  const steps = useEngine(({ live }) => live?.startup.steps);
  const source = useEngine(({ live }) => live?.terminal.source ?? null);
  const title = useEngine(({ cockpit }) => terminalOf(cockpit.terminal).title);
  const failed = steps?.find(({ state }) => state === 'failed');
  return {
    title: 'The cockpit runs',
    text:
      failed === undefined
        ? `${title}, prices from ${source ?? 'nowhere yet'}.`
        : `The start stopped at “${failed.name}”: the log under Settings says why.`,
    isDone: steps?.every(({ state }) => state === 'done') ?? false,
    act: null,
    page: 'troubleshooting',
  };
}

function useTrade(): FirstStep {
  const act = useAct();
  const isDone = useEngine(({ cockpit }) => cockpit.positions.size + cockpit.trades.length > 0);
  const detector = useEngine(({ cockpit }) => cockpit.config.detector.enabled);
  const symbol = useEngine(({ live }) => live?.quotes[0]?.symbol ?? null);
  return {
    title: 'See one trade from signal to stop',
    text: detector
      ? 'The detector asks you here when a structure breaks, on the demo market within 90 seconds. Or order one by hand.'
      : 'Order one by hand: it takes the same road as a signal, with every check.',
    isDone,
    act: {
      text: 'Order by hand',
      unavailable: symbol === null ? 'There is no price yet' : null,
      run: () => symbol !== null && act.fillTicket(symbol, 'BUY'),
    },
    page: 'signals/what-happens-to-it',
  };
}

function useRehearsal(): FirstStep {
  const act = useAct();
  const drills = useEngine(({ cockpit }) => cockpit.drills.length);
  const isPaper = useEngine(({ cockpit }) => RUN_MODES[cockpit.mode].canRehearse);
  const isHalted = useEngine(({ cockpit }) => cockpit.trading.state === 'halted');
  const { asked, refusal } = useAsk('drill');
  const lacking = useLacking('stop.drill');
  return {
    title: 'Rehearse the stop',
    text:
      refusal ??
      (isPaper
        ? 'A drill closes everything on a copy of the account. Nothing of yours is touched.'
        : 'It can be rehearsed on paper only.'),
    isDone: drills > 0 || !isPaper,
    act: {
      text: asked ? 'Rehearsing…' : 'Rehearse',
      unavailable: lacking ?? (asked ? 'The drill is under way' : isHalted ? 'Trading is halted: nothing to rehearse' : null),
      run: () => void act.drill(),
    },
    page: 'safety/the-emergency-stop',
  };
}

function useRules(): FirstStep {
  const act = useAct();
  const rules = useEngine(({ cockpit }) => cockpit.config.rulebook);
  const isSeen = useUi(({ firstSteps }) => firstSteps.areRulesSeen);
  // The defaults are read out of the schema, which takes too long for every painting.
  const isOwn = useMemo(() => canonicalJson(rules) !== canonicalJson(defaultConfig().rulebook), [rules]);
  return {
    title: 'Choose your firm’s rules',
    text: `Floors, hours and days come from the rulebook. Now: ${rulebookIn(rules).title}, ${thousandsText(rules.initialBalance)}.`,
    isDone: isOwn || isSeen,
    act: {
      text: 'Choose…',
      unavailable: null,
      run: () => {
        act.noteFirstSteps({ areRulesSeen: true });
        act.go('settings');
      },
    },
    page: 'rulebooks',
  };
}

function useSignals(): FirstStep {
  const act = useAct();
  const { engine } = useCockpit();
  // Looked through when a signal comes in, not with every record.
  const count = useEngine(({ cockpit }) => cockpit.signals.size);
  const isDone = count > 0 && [...engine.getState().cockpit.signals.values()].some(({ signal }) => !OWN.includes(signal.source));
  return {
    title: 'Connect your signals',
    text: 'The text of a TradingView alert, or a program of yours: with your address and your secret.',
    isDone,
    act: { text: 'Connect…', unavailable: null, run: () => act.go('connect') },
    page: 'connect',
  };
}

function useTerminal(): FirstStep {
  const act = useAct();
  const isDone = useEngine(({ cockpit, live }) => !RUN_MODES[cockpit.mode].canRehearse && live?.terminal.link === 'up');
  return {
    title: 'Connect MetaTrader 5',
    text: 'Install the Expert Advisor and confirm the account. Until then everything is paper.',
    isDone,
    act: { text: 'Start…', unavailable: null, run: () => act.go('help', 'metatrader/connect-it') },
    page: 'metatrader',
  };
}
