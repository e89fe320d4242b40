interface Step {
  /** The numerator above this step's denominator. */
  above: number;
  below: number;
}

/**
 * The continued fraction b0 + a1/(b1 + a2/(b2 + …)), by Lentz's method as Thompson and Barnett changed it (J. Comput.
 * Phys. 64, 1986), until a step changes nothing that a double can hold.
 */
export function continuedFraction(first: number, step: (index: number) => Step): number {
  const tiny = 1e-300;
  let value = first === 0 ? tiny : first;
  let c = value;
  let d = 0;
  for (let index = 1; index < 1_000_000; index += 1) {
    const { above, below } = step(index);
    d = 1 / (below + above * d || tiny);
    c = below + above / c || tiny;
    value *= c * d;
    if (Math.abs(c * d - 1) < 4e-16) break;
  }
  return value;
}
