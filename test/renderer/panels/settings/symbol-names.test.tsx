// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { SymbolNames, type SymbolName } from '#renderer/panels/settings/symbol-names.tsx';
import { morning } from '../../fixtures.ts';
import { reads, stage } from '../../stage.tsx';

const US30: SymbolName = {
  symbol: 'US30',
  broker: 'DJ30.c',
  how: 'confirmed',
  candidates: [],
  traits: { assetClass: 'index', digits: 2, pip: 1, tradeMode: 'full', opensAt: null },
};
const shown = (changes: Partial<NonNullable<SymbolName['traits']>> | null): string => {
  const traits = changes === null ? null : { ...US30.traits!, ...changes };
  stage(<SymbolNames names={[{ ...US30, traits }]} />, morning());
  return reads(screen.getByRole('listitem'));
};

test('a symbol reads as what it is at the broker, with the size of its pip', () => {
  expect(shown({})).toBe('US30 is DJ30.c: confirmed by you index, 2 digits, pip 1');
});

test('one that cannot be opened says so, and a closed one when it opens', () => {
  const text = shown({ tradeMode: 'close_only', opensAt: Date.UTC(2026, 5, 21, 22) });
  expect(text).toMatch(/pip 1; close-only: nothing can be opened; closed, opens .*\d\d:\d\d/);
});

test('one that is not described yet claims nothing', () => {
  expect(shown(null)).toBe('US30 is DJ30.c: confirmed by you');
});
