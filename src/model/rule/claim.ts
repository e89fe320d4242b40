import type { Rule } from "./rule.ts";
import { error, note, warning } from "./rule.ts";

/** What can be wrong with a claim and its evidence. */
export const CLAIM_RULES = {
  "claim/contradicted": error(
    "The text says one number and its evidence another",
    "The cited place was found and its value, rounded as the text rounds, is a different number.",
    "Correct the text, or run `docs cite --accept <id> --write` to take the logged value.",
  ),
  "claim/stale": error(
    "The evidence has changed since the claim was written",
    "The lock file remembers what the cited region said. It says something else now, so the claim was true once.",
    "Look at the region again; then run `docs sync` (generated text) or `docs cite --accept <id> --write` (your text).",
  ),
  "claim/wrong-run": error(
    "The number belongs to another run, split or metric",
    "The value exists, but not in the run or metric that the text or the link's title names.",
    "Cite the run you mean, or correct the number.",
  ),
  "claim/ignored-run": error(
    "The evidence is a run that is ignored",
    "A run listed in IGNORED_RUNS.md may not support a claim.",
    "Cite a run that counts, or remove the run from IGNORED_RUNS.md with a reason in the journal.",
  ),
  "claim/source-missing": error(
    "The cited file or line does not exist",
    "Nothing at that address, and the lock file knows nothing of it either.",
    "Correct the path, restore the file, or cite another source.",
  ),
  "claim/unreadable": error(
    "The evidence could not be read",
    "The file exists but could not be read or parsed, so the claim is neither true nor false.",
    "Make the file readable and check again.",
  ),
  "claim/unsupported-format": warning(
    "The evidence is in a format that is not read",
    "The file exists, but no reader knows its format, so the claim could not be checked.",
    "Cite a log line or a metrics file instead.",
  ),
  "claim/ambiguous": warning(
    "Several values fit the claim",
    "More than one run or metric agrees with the words around the number.",
    "Name the run and metric: `[0.87](cite:<run>/<metric>)`.",
  ),
  "claim/unbound": warning(
    "A number without evidence",
    "A result is stated in a section that reports results, and no link says where it comes from.",
    "Write `[0.87](cite:<run>/<metric>)` and run `docs cite --write`.",
  ),
  "claim/unresolved": warning(
    "A `cite:` link that is not resolved yet",
    "`cite:` is what people type; the stored form is a link to the log line.",
    "Run `docs cite --write`.",
  ),
  "claim/no-such-value": error(
    "The `cite:` link names nothing",
    "No run or metric matches the selector.",
    "Use `docs runs search <words>` to find the name.",
  ),
  "claim/attested": note(
    "The log is not in this checkout",
    "Text and lock file agree, and the lock was written when the log was there.",
    "Fetch the logs to check the claim itself.",
  ),
  "claim/moved": note(
    "The cited line has moved",
    "The value stands on another line now than the link says.",
    "Run `docs cite --write` to re-pin it.",
  ),
  "evidence/out-of-date": error(
    "A kept excerpt is not what its log says",
    "The lines in `docs.evidence/` stand in for a log that is not in the repository; the log is here and differs from them, or they were edited.",
    "Run `docs cite --keep`, which keeps the cited lines again.",
  ),
  "claim/failed-run": warning(
    "A number rests on a run that failed",
    "A run that failed, diverged or was deleted has no result, so its numbers prove nothing but that it did.",
    "Cite a run that counts, or say in the sentence that the run failed.",
  ),
  "claim/whole-file": warning(
    "A number links to a file and not to a line of it",
    "A reader would have to search the file for the number, and so would the checker: a value that occurs somewhere proves nothing.",
    "Add the line to the link: `[0.87](runs/<run>/logs/eval.log#L42)`.",
  ),
  "link/missing-file": warning(
    "A link to a log that is not there",
    "The link goes into a run's folder or to a log file, and nothing is there, so the reader cannot see what is spoken of.",
    "Correct the path, or restore the file.",
  ),
  "evidence/ignored-by-git": warning(
    "The evidence is a file that git ignores",
    "The link works here and nowhere else: whoever gets the repository, or reviews it, cannot open the cited file.",
    "Let git take the file, or run `docs cite --keep`, which commits short excerpts.",
  ),
  "evidence/not-in-git": warning(
    "The evidence was never added to git",
    "The document is committed and the file that it cites is not, so nobody else can open it.",
    "`git add` the file, or run `docs cite --keep`, which commits short excerpts.",
  ),
  "evidence/in-lfs": note(
    "The evidence is stored in Git LFS",
    "Code hosts show a pointer in place of the file, so the cited line cannot be seen there, and a checkout may lack it.",
    "Take the log out of LFS if it is small, or run `docs cite --keep`, which commits short excerpts.",
  ),
} as const satisfies Record<string, Rule>;
