let held = 0;

/** Uses a result, so that the compiler cannot leave the work out. */
export function keep(value: number): void {
  held = (held + value) | 0;
}

export const heldResult = (): number => held;
