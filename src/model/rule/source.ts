import type { Rule } from "./rule.ts";
import { error, note, warning } from "./rule.ts";

/** What can be wrong with what is read: ignore lists, journals, logs, templates and the configuration. */
export const SOURCE_RULES = {
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
  "journal/bad-reduction": warning(
    "A reduction that cannot be used",
    "The text after the metric is no reduction, or no run logged the metric, so its last value stands.",
    "Write `last`, `best`, `at step 1000`, `mean of last 5`, `area`, `steps to 0.9`, `time to 0.9` or `at best of val/accuracy`.",
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
    "The file ends in the middle of a line, or of a record of a binary file, as it does after a crash. What is before it was read.",
    "Nothing to do.",
  ),
  "source/bad-record": warning(
    "A damaged record",
    "The bytes of a record in a binary file are not those that were written: its checksum or its form is wrong. The others were read.",
    "Copy the file again from where it was written, or leave it: the record counts nowhere.",
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
  "source/directions-agree": warning(
    "Two places disagree on which way a metric is better",
    "One says higher, the other lower. The journal counts before the configuration, that before a tracker; two trackers leave it unknown.",
    "Correct the one that is wrong.",
  ),
  "source/not-of-this-run": warning(
    "A file beside a run is not what it ran with",
    "What lies there was left by another execution, or was changed since; only what belongs together was read.",
    "Run it again, or delete what is left of the other.",
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
  "config/contrast": warning(
    "Text in these colours is hard to read",
    "Text that stands out from its ground by less than 4.5 to 1 cannot be read by many people (WCAG 2.2, 1.4.3).",
    "Make one of the two colours darker or lighter.",
  ),
} as const satisfies Record<string, Rule>;
