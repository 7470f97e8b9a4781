import { useState, type KeyboardEvent } from 'react';
import { typedNumber } from '../../format/index.ts';

/** 2,650 may be two thousand or two and a half. */
const TWO_WAYS = /,\d{3}\s*$/;

/** A stop and a target as they are typed, as prices, and why they are none; null: nothing is wrong. */
export function useTypedLevels() {
  const [stop, setStop] = useState('');
  const [target, setTarget] = useState('');
  const [stopLoss, takeProfit] = [typedNumber(stop), typedNumber(target)];
  const isPrice = (value: number | null): boolean => value === null || value > 0;
  const wrong =
    TWO_WAYS.test(stop) || TWO_WAYS.test(target)
      ? 'A comma before three digits can be read in two ways: write a point'
      : isPrice(stopLoss) && isPrice(takeProfit)
        ? null
        : 'That is not a price';
  return { stop, setStop, target, setTarget, stopLoss, takeProfit, wrong };
}

/** Enter in a field asks; in a button it presses that. */
export const askOnEnter = (ask: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
  event.preventDefault();
  ask();
};
