import { Rectangle, type BarShapeProps } from 'recharts';
import { hatched } from './hatch.tsx';
import { INK } from './look.ts';

/** A bar of what was won, or, hatched by the pattern of this name, of what was lost; its point says which by `isLoss`. */
export const resultBar = (hatch: string) =>
  function ResultBar({ x, y, width, height, payload }: BarShapeProps) {
    const { isLoss } = payload as { readonly isLoss: boolean };
    return <Rectangle x={x} y={y} width={width} height={height} fill={isLoss ? hatched(hatch) : INK.gain} />;
  };
