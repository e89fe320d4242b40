/** A space within a number or before its unit, as people and LaTeX write it; as the source of a regular expression. */
export const GAP = "(?:[ \\u00a0\\u2007\\u2009\\u202f]|\\\\[,;:! ])";

/** At most one such space. */
export const MAYBE_GAP = `${GAP}?`;

/** A minus sign, and the dashes that people write in its place; within the brackets of a character class. */
export const MINUS = "\\-−–﹣－‐‑";
