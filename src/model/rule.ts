/** What a rule is for, how bad a breach is by default, and what to do about it. `docs explain <id>` prints this. */
export interface Rule {
  severity: "error" | "warning" | "note";
  title: string;
  why: string;
  help: string;
}

const error = (title: string, why: string, help: string): Rule => ({ severity: "error", title, why, help });
const warning = (title: string, why: string, help: string): Rule => ({ severity: "warning", title, why, help });
const note = (title: string, why: string, help: string): Rule => ({ severity: "note", title, why, help });

/** Every rule, by its stable id. The id names the area and what is wrong; it never changes once released. */
export const RULES = {
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
  "region/edited": error(
    "A generated region was edited by hand",
    "The text between the markers does not have the hash that the begin marker states, so it is not overwritten.",
    "Move your words outside the markers and run `docs sync --restore <file>`, which rewrites the region.",
  ),
  "region/out-of-date": error(
    "A generated region is out of date",
    "The runs or the template have changed since it was written.",
    "Run `docs sync`.",
  ),
  "region/unclosed": error(
    "A region marker has no partner",
    "Without both markers it is unclear what belongs to whom, so the file is left alone.",
    "Restore the missing marker, or delete the remaining one.",
  ),
  "region/unknown": warning(
    "A region nobody fills",
    "No template has the region's name, or what its attributes name is gone.",
    "Correct the name in the begin marker, or delete the region.",
  ),
  "document/unwritable": error(
    "A file could not be written",
    "It is a link or a folder, its folder may not be written to, or the disk is full. The other files were written.",
    "Make the file writable and run `docs sync` again.",
  ),
  "document/changed-meanwhile": error(
    "A file was changed while it was compiled",
    "Someone saved it after it had been read, so writing it would have lost their words.",
    "Run `docs sync` again.",
  ),
  "document/not-utf8": error(
    "A document that is not UTF-8",
    "Its bytes could not be written back as they are, so the file is left alone.",
    "Save the file as UTF-8, then run `docs sync` again.",
  ),
  "document/bad-front-matter": error(
    "The front matter could not be read",
    "Only YAML is read, and it is never evaluated.",
    "Correct the YAML between the `---` lines.",
  ),
  "document/front-matter-language": error(
    "Front matter in a language that would have to be run",
    "A document is data: JavaScript and other languages in front matter are never executed.",
    "Use plain `---` YAML.",
  ),
  "report/section-missing": error(
    "A required section is missing",
    "A report has Abstract, Introduction, Methods, Results, Discussion and Conclusion.",
    "Add the section; `docs report --dry-run` shows the skeleton.",
  ),
  "report/section-order": error(
    "The sections are out of order",
    "Readers rely on the order Abstract, Introduction, Methods, Results, Discussion, Conclusion.",
    "Move the section.",
  ),
  "report/ignored-run": error(
    "An ignored run is used in the narrative",
    "The text or a figure names a run that does not count.",
    "Leave it out, or say why in the journal and stop ignoring it.",
  ),
  "figure/has-no-data": error(
    "A figure without data",
    "The image does not exist, or no logged series of a run that counts is behind it.",
    "Refer to a figure that `docs sync` makes, or correct the source that is named with the image.",
  ),
  "figure/no-source": note(
    "A figure whose data nobody names",
    "The image was made by someone, and nothing says from which logged series, so it cannot be checked.",
    'Name its source in the title: `![curves](curves.png "source: runs/<run>/logs/train.log, val/loss")`.',
  ),
  "figure/out-of-date": error(
    "A figure is out of date",
    "The SVG states a hash of what it was drawn from. The runs, or the way of drawing, have changed since.",
    "Run `docs sync`, which draws it again.",
  ),
  "figure/edited": error(
    "A drawn figure was edited",
    "The SVG states a hash of its own bytes, and they are others now, so it may show what was never logged.",
    "Run `docs sync`, which draws it again; keep an image of your own under another name.",
  ),
  "figure/ignored-run": error(
    "A figure shows an ignored run",
    "The figure's recorded sources include a run that does not count.",
    "Run `docs sync`, or refer to another figure.",
  ),
  "conclusion/new-number": error(
    "The conclusion states a number that the results lack",
    "A conclusion sums up; it may not bring new evidence.",
    "Report the number in Results first, or leave it out.",
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
  "document/one-quantity-two-values": error(
    "One quantity has two values in a document",
    "Two links name the same quantity, and no single value rounds to both numbers. Their evidence is not here to say which is wrong.",
    "Correct one of the two.",
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
  "prose/editorialising": warning(
    "A word that judges instead of reporting",
    "Results state what was measured. Words such as “surprisingly” or “promising” are opinions.",
    "Say it in numbers, or move it to Discussion.",
  ),
  "ignore/names-no-run": error(
    "An ignore entry names no run",
    "A misspelt entry silently stops ignoring.",
    "Correct the path, or delete the entry.",
  ),
  "ignore/no-reason": warning(
    "An ignored run without a reason",
    "A reader must be able to judge why a result does not count.",
    "Add ` # reason` after the path.",
  ),
  "ignore/names-several": note(
    "An ignore entry names several runs",
    "Several runs have the name, and all of them are ignored.",
    "Write the path of the run's folder if only one is meant.",
  ),
  "journal/resolves-nothing": warning(
    "A [RESOLVED] that names nothing",
    "It does not say which [WEIRD] or [TODO] it resolves.",
    "Name the entry by its timestamp: `[RESOLVED] 2026-11-21 16:55: …`.",
  ),
  "journal/bad-criterion": warning(
    "A criterion that cannot be computed",
    "The sentence could not be read as a comparison of metrics, so the hypothesis cannot be decided.",
    "Write it as `<metric> of <candidate> minus <baseline> >= 0.005`.",
  ),
  "source/bad-json": error(
    "Broken JSON",
    "The file could not be parsed; everything else was read.",
    "Correct the file at the line shown.",
  ),
  "source/bad-yaml": error(
    "Broken YAML",
    "The file could not be parsed; everything else was read.",
    "Correct the file at the line shown.",
  ),
  "source/bad-line": warning(
    "A log line that could not be read",
    "It looks like a metric line but is not valid; the other lines were read.",
    "Correct the line, or leave it: it counts nowhere.",
  ),
  "source/torn-line": note(
    "The last line is torn",
    "The file ends in the middle of a line, as it does after a crash. What is before it was read.",
    "Nothing to do.",
  ),
  "source/unreadable": error(
    "A file or folder could not be read",
    "It exists, but reading it failed.",
    "Check its permissions.",
  ),
  "source/outside-root": warning(
    "A link that leaves the project",
    "Files outside the project root are never read.",
    "Copy the file into the project.",
  ),
  "source/tracker-values-agree": warning(
    "Two trackers of one run disagree",
    "Both say they logged the same metric at the same step, and the values differ by more than rounding.",
    "Find out which of the two is wrong; the value shown is that of the file named first.",
  ),
  "source/binary": warning(
    "A binary file where text was expected",
    "It has NUL bytes near its start, so it is not read as a log.",
    "Rename it, or ignore the finding.",
  ),
  "source/empty": note("An empty file", "Nothing was logged to it.", "Nothing to do."),
  "source/bad-field": warning(
    "A field with a value that does not fit",
    "The field was left out; the rest of the file was read.",
    "Correct the value; `docs schema metadata` prints what is allowed.",
  ),
  "series/step-decreases": note(
    "Steps go backwards",
    "A resumed run logs steps again. Points are kept in file order and the last one counts.",
    "Nothing to do if the run was resumed.",
  ),
  "series/duplicate-step": note(
    "A step was logged twice with different values",
    "Points are kept in file order and the last one counts.",
    "Nothing to do if the run was resumed.",
  ),
  "template/missing-field": error(
    "A template names a field that does not exist",
    "A missing value is an error, never empty text.",
    "Correct the name in the template.",
  ),
  "template/broken": error(
    "A template could not be compiled",
    "Its Handlebars syntax is wrong.",
    "Correct the template at the line shown.",
  ),
  "config/invalid": error(
    "The configuration is wrong",
    "A key is unknown or has a value that does not fit.",
    "`docs schema config` prints what is allowed.",
  ),
} as const satisfies Record<string, Rule>;

/** A stable rule id. */
export type RuleId = keyof typeof RULES;

/** Tells whether a text is a rule id. */
export function isRuleId(text: string): text is RuleId {
  return Object.hasOwn(RULES, text);
}
