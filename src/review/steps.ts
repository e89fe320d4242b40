import type { ReviewedClaim, ReviewStep } from "../model/review.ts";
import { hasLostEvidence } from "../model/review.ts";
import { inCode } from "./code.ts";
import type { Found } from "./found.ts";

/** So many files are named in steps of one kind. */
const NAMED = 3;

/** What to do about what a review found, with the exact commands; what the others rest on first. */
export function stepsOf(found: Found): ReviewStep[] {
  return [
    ...restoreSteps(found),
    ...logSteps(found),
    ...claimSteps(found),
    ...ignoredSteps(found),
    ...linkSteps(found),
    ...errorSteps(found),
    ...(found.outOfDate.length === 0
      ? []
      : [{ text: "Bring generated text up to date, and commit it.", command: "docs sync" }]),
  ];
}

/** What was cited and is gone comes back from the base, as far as the change took it away. */
function restoreSteps({ claims, runs, base }: Found): ReviewStep[] {
  const gone = claims.moved.filter(hasLostEvidence);
  if (gone.length === 0) return [];
  const files = new Set(gone.flatMap(({ evidence }) => evidence.map(({ file }) => file)));
  const places = new Set(
    [...files].flatMap((file) => {
      const run = runs.find(({ kind, place }) => kind === "removed" && file.startsWith(`${place}/`));
      if (run !== undefined) return [run.place];
      return runs.some((one) => one.kind === "rewritten" && one.files.includes(file)) ? [file] : [];
    }),
  );
  const from = base.commit?.slice(0, 12);
  const command =
    from === undefined || places.size === 0
      ? null
      : `git restore --source=${from} -- ${[...places].map(argument).join(" ")}`;
  return [{ text: "Link what bears the claim out now, or take it out; or restore what was cited.", command }];
}

/** A log that was changed in the working tree has no commit that shows it. */
function logSteps({ tampered }: Found): ReviewStep[] {
  const [log] = tampered;
  if (log === undefined) return [];
  const how = log.changed === null ? "git diff HEAD" : "git log -p";
  return [
    {
      text: "See what was changed in a log that is cited, and say why, or restore it.",
      command: `${how} -- ${argument(log.file)}`,
    },
  ];
}

function claimSteps({ claims, tampered }: Found): ReviewStep[] {
  const [broken] = claims.broken;
  if (broken === undefined) return [];
  const which = claims.broken.length === 1 ? "the false claim" : "the first false claim";
  const steps: ReviewStep[] = [
    {
      text: `See how ${which} came about, then correct the text.`,
      command: `docs explain ${argument(`${broken.file}:${broken.line}`)}`,
    },
  ];
  const accepted = claims.broken.filter(({ help }) => help?.includes("--accept"));
  if (accepted.length === 0) return steps;
  const files = [...new Set(accepted.map(({ file }) => file))].map(argument).join(" ");
  const text =
    tampered.length === 0
      ? "Or take the logged values into the text, if it is the text that is wrong."
      : "Only when the logs are right: take the logged values into the text.";
  return [...steps, { text, command: `docs cite ${files} --accept ${accepted.map(({ id }) => id).join(" ")} --write` }];
}

/** Claims on runs that do not count any more: no command decides which of both is right. */
function ignoredSteps({ claims, runs }: Found): ReviewStep[] {
  if (!claims.broken.some(({ verdict }) => verdict === "ignored-run")) return [];
  const places = runs.flatMap(({ kind, bucket, reasonPlace }) =>
    kind === "counted otherwise" && bucket === "ignored" && reasonPlace !== null ? [reasonPlace.file] : [],
  );
  const lists = [...new Set(places)].slice(0, NAMED).map(inCode).join(", ");
  const or = lists === "" ? "" : `, or take the run out of ${lists}`;
  return [{ text: `Where a claim cites an ignored run: cite one that counts${or}.`, command: null }];
}

/** Links to lines that stand elsewhere in the same file, and to files that lie elsewhere. */
function linkSteps({ claims }: Found): ReviewStep[] {
  const elsewhere = claims.moved.filter(({ why }) => why.startsWith("what it cites stands at "));
  const files = [...new Set(elsewhere.map(({ file }) => file))].map(argument);
  const command = `docs cite ${files.join(" ")} --write`;
  return [
    ...(files.length === 0 ? [] : [{ text: "Link what is cited where it stands now.", command }]),
    ...renamedSteps(claims.moved),
  ];
}

/** A file that was renamed is linked by hand: which of two files with one content is meant, its author knows. */
function renamedSteps(moved: readonly ReviewedClaim[]): ReviewStep[] {
  const renamed = moved.filter(({ why }) => why.startsWith("what it cites was renamed to "));
  const places = [...new Set(renamed.map(({ file, line }) => inCode(`${file}:${line}`)))];
  if (places.length === 0) return [];
  const more = places.length > NAMED ? ` and in ${places.length - NAMED} more places` : "";
  const where = `${places.slice(0, NAMED).join(", ")}${more}`;
  return [{ text: `Link what was renamed where it lies now, in ${where}.`, command: null }];
}

/** What a sync does not mend by itself. */
function errorSteps({ findings }: Found): ReviewStep[] {
  const errors = findings.filter(({ severity }) => severity === "error");
  const edited = new Set(errors.filter(({ code }) => code === "region/edited").map(({ file }) => file));
  return [...edited].slice(0, NAMED).map((file) => ({
    text: `Move your own words out of the markers in ${inCode(file)}, and have the region made again.`,
    command: `docs sync --restore ${argument(file)}`,
  }));
}

/** A word as a shell takes it. */
function argument(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
