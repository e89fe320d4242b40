const LONGEST = 60;

/** A long value as tables and lists show it: its end, where paths and class names differ. The evidence has it whole. */
export function shortLiteral(literal: string): string {
  return literal.length <= LONGEST ? literal : `…${literal.slice(1 - LONGEST)}`;
}
