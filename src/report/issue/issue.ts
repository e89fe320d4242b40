import { derivationOf } from "../../markdown/derivation.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import { requireTemplate } from "../comparison.ts";
import { loadEngine } from "../template-engine.ts";
import type { TemplateLookup } from "../template-source.ts";
import type { IssueLinks } from "./issue-links.ts";
import { issueLinks } from "./issue-links.ts";
import { reasonsFor } from "./reasons.ts";
import { issueView } from "./view.ts";

/** What an issue asks for. */
export type IssueKind = "retrain" | "failed-hypothesis";

/** The kinds, in the order in which a help lists them. */
export const ISSUE_KINDS: readonly IssueKind[] = ["retrain", "failed-hypothesis"];

/** A text for an issue tracker. `title` is plain text, `body` Markdown. */
export interface IssueDraft {
  title: string;
  body: string;
  labels: string[];
}

/** What a draft is made of. `places`: addresses on the web of lines in the project's files, or null for what has none. */
export interface IssueRequest {
  kind: IssueKind;
  compiled: CompiledExperiment;
  templates: TemplateLookup;
  places: IssueLinks["places"];
}

const LABELS: Record<IssueKind, string[]> = {
  retrain: ["experiment", "retrain"],
  "failed-hypothesis": ["experiment", "hypothesis-rejected"],
};

/**
 * The draft of an issue, or the sentence why nothing speaks for one. Every number leads to the line that it came from. Throws
 * TemplateError.
 */
export async function draftIssue(request: IssueRequest): Promise<IssueDraft | string> {
  const { kind, compiled, templates } = request;
  const found = reasonsFor(kind, compiled);
  if (typeof found === "string") return found;
  const links = issueLinks({ places: request.places, derivation: derivationOf([compiled]) });
  const template = requireTemplate(templates, `issues/${kind}.md`);
  const view = issueView({ compiled, reasons: found, links });
  const engine = await loadEngine();
  const body = engine(template, view, {
    links: links.writer,
    region: null,
    part: (name) => templates(`parts/${name}`),
  });
  const title = `${kind === "retrain" ? "Retrain" : "Hypothesis rejected"}: ${compiled.experiment.title}`;
  return { title: title.replace(/\s+/g, " ").trim().slice(0, 200), body: `${body}\n`, labels: LABELS[kind] };
}
