import { continuedFraction } from "./continued-fraction.ts";
import { gammaHalfStep } from "./gamma.ts";
import { normalCdf, normalQuantile } from "./normal.ts";

/** Above so many degrees of freedom the normal distribution is the same to a double's last digits. */
const asGoodAsNormal = 1e17;

/**
 * P(T ≤ t) of Student's distribution with df > 0 degrees of freedom (any real number), with its relative precision kept in
 * the lower tail. The incomplete beta function I(df/2, ½) by a continued fraction, on the side where that
 * converges fast. NaN where df is not above 0.
 */
export function studentCdf(t: number, df: number): number {
  if (Number.isNaN(t) || !(df > 0)) return Number.NaN;
  if (df > asGoodAsNormal) return normalCdf(t);
  const { tail, centre } = halfOf(Math.abs(t), df);
  if (t < 0) return tail ?? 0.5 - centre;
  return 0.5 + centre;
}

/**
 * The t with P(T ≤ t) = p; ±Infinity at 0 and 1, NaN where p is not in [0, 1] or df not above 0. Newton's method between
 * bounds, on the logarithm of the tail over the logarithm of t, where the tail is nearly a straight line.
 */
export function studentQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return Number.NaN;
  if (df > asGoodAsNormal) return normalQuantile(p);
  if (p === 0.5) return 0;
  if (p > 0.5) return upperQuantile({ tail: 1 - p, centre: p - 0.5 }, df);
  return -upperQuantile({ tail: p, centre: 0.5 - p }, df);
}

interface Half {
  /** P(T > t). */
  tail: number;
  /** P(0 < T ≤ t). */
  centre: number;
}

function upperQuantile(target: Half, df: number): number {
  if (target.tail === 0) return Number.POSITIVE_INFINITY;
  const inTail = target.tail < 0.25;
  let low = -800;
  let high = 800;
  let log = Math.log(-normalQuantile(target.tail));
  for (let round = 0; round < 200; round += 1) {
    const half = halfOf(Math.exp(log), df);
    const error = inTail ? Math.log(target.tail / half.tail) : Math.log(half.centre / target.centre);
    if (error > 0) high = log;
    else low = log;
    const slope = (density(Math.exp(log), df) * Math.exp(log)) / (inTail ? half.tail : half.centre);
    const newton = log - error / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (!(Math.abs(next - log) > 2e-16 * Math.max(1, Math.abs(log)))) break;
    log = next;
  }
  return Math.exp(log);
}

function density(t: number, df: number): number {
  return weight(t / Math.sqrt(df), df) / Math.sqrt(df) / Math.hypot(1, t / Math.sqrt(df));
}

/** Both halves of P(T > 0), each without subtracting from the other where it is the small one. t ≥ 0. */
function halfOf(t: number, df: number): Half {
  if (t === 0) return { tail: 0.5, centre: 0 };
  if (t === Number.POSITIVE_INFINITY) return { tail: 0, centre: 0.5 };
  const ratio = t / Math.sqrt(df);
  const root = Math.hypot(1, ratio);
  const inside = 1 / root / root;
  const outside = (ratio / root) ** 2;
  const front = (weight(ratio, df) * (ratio / root)) / 2;
  if (inside < (df / 2 + 1) / (df / 2 + 2.5)) {
    const tail = front / betaFraction({ a: df / 2, b: 0.5, x: inside, y: outside });
    return { tail, centre: 0.5 - tail };
  }
  const centre = front / betaFraction({ a: 0.5, b: df / 2, x: outside, y: inside });
  return { tail: 0.5 - centre, centre };
}

/** (1 + r²)^(−df/2) / B(df/2, ½). */
function weight(ratio: number, df: number): number {
  const log = ratio > 1e8 ? 2 * Math.log(ratio) : Math.log1p(ratio * ratio);
  return (Math.exp((-df / 2) * log) * gammaHalfStep(df / 2)) / Math.sqrt(Math.PI);
}

/**
 * x^a y^b / B(a, b) over this is the incomplete beta function's ratio I_x(a, b), y = 1 − x: the contracted fraction of Didonato
 * and Morris (ACM Trans. Math. Softw. 18, 1992, algorithm 708, BFRAC), which takes no difference of nearly equal numbers.
 */
function betaFraction({ a, b, x, y }: { a: number; b: number; x: number; y: number }): number {
  const start = a * y - b * x + 1;
  return continuedFraction((a * start) / (a + 1), (m) => {
    const middle = a + 2 * m - 1;
    return {
      above: ((m * (a + m - 1)) / middle) * ((a + b + m - 1) / middle) * (b - m) * x * x,
      below: m + (m * (b - m) * x) / middle + ((a + m) * (start + m * (1 + y))) / (middle + 2),
    };
  });
}
