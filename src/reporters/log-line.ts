/**
 * Text that is printed to the log of a job. A runner takes lines that begin with `::`, and `##[` anywhere in a line, for commands to it:
 * to mask words, to stop or to name errors. No log and no file name may give it any. A zero-width space parts the signs.
 */
export function inertLog(text: string): string {
  return text.replace(/^([\s\p{Cf}]*):(?=:)/gmu, `$1:${GAP}`).replace(/##(?=\w*\[)/g, `#${GAP}#`);
}

/** The same for JSON, whose strings can say the sign in another way: what is read from it is the same. */
export function inertJson(json: string): string {
  return json.replace(/##(?=\w*\[)/g, "#\\u0023");
}

const GAP = "\u200B";
