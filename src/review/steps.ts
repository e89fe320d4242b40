import type { ReviewStep } from "../model/review.ts";
import type { Found } from "./found.ts";
import { isGone } from "./found.ts";

/** What to do about what a review found, with the exact commands. */
export function stepsOf({ claims, tampered, outOfDate }: Found): ReviewStep[] {
  const steps: ReviewStep[] = [];
  if (claims.moved.some(isGone))
    steps.push({ text: "Restore what was cited, link where it is now, or take the claim out.", command: null });
  const [log] = tampered;
  if (log !== undefined)
    steps.push({
      text: "See what was changed in a log that is cited, and say why.",
      command: `git log -p -- ${argument(log.file)}`,
    });
  const [broken] = claims.broken;
  if (broken !== undefined) {
    const many = claims.broken.length === 1 ? "how the false claim came about" : "how the first false claim came about";
    steps.push({
      text: `See ${many}, then correct the text or the run.`,
      command: `docs explain ${argument(`${broken.file}:${broken.line}`)}`,
    });
    const files = [...new Set(claims.broken.filter(({ help }) => help?.includes("--accept")).map(({ file }) => file))];
    const ids = claims.broken.filter(({ help }) => help?.includes("--accept")).map(({ id }) => id);
    if (ids.length > 0) {
      const text =
        log === undefined
          ? "Or take the logged values into the text, if it is the text that is wrong."
          : "Only when the logs are right: take the logged values into the text.";
      steps.push({ text, command: `docs cite ${files.map(argument).join(" ")} --accept ${ids.join(" ")} --write` });
    }
  }
  const shifted = [...new Set(claims.moved.filter(({ verdict }) => verdict === "supported").map(({ file }) => file))];
  if (shifted.length > 0)
    steps.push({
      text: "Link the lines where they stand now.",
      command: `docs cite ${shifted.map(argument).join(" ")} --write`,
    });
  if (outOfDate.length > 0)
    steps.push({ text: "Bring generated text up to date, and commit it.", command: "docs sync" });
  return steps;
}

/** A word as a shell takes it. */
function argument(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
