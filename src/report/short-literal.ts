const LONGEST = 60;

/** A long value as tables and lists show it: its end, where paths and class names differ. The evidence has it whole. */
export function shortLiteral(literal: string): string {
  const plain = literal.length <= LONGEST ? literal : literal.replace(/\s+/g, " ");
  return plain.length <= LONGEST ? plain : `…${plain.slice(1 - LONGEST)}`;
}
