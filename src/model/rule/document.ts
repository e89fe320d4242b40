import type { Rule } from "./rule.ts";
import { error, note, warning } from "./rule.ts";

/** What can be wrong with generated text, files, reports and figures. */
export const DOCUMENT_RULES = {
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
  "document/conflict": error(
    "A merge left two versions of a text",
    "Markers of a merge conflict stand in it. Generated regions are made again; what people wrote is theirs to decide.",
    "Keep what is right, delete the three marker lines, then run `docs sync`.",
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
  "document/one-quantity-two-values": error(
    "One quantity has two values in a document",
    "Two links name the same quantity, and no single value rounds to both numbers. Their evidence is not here to say which is wrong.",
    "Correct one of the two.",
  ),
  "prose/editorialising": warning(
    "A word that judges instead of reporting",
    "Results state what was measured. Words such as “surprisingly” or “promising” are opinions.",
    "Say it in numbers, or move it to Discussion.",
  ),
} as const satisfies Record<string, Rule>;
