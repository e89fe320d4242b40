import type { Finding } from "../model/finding.ts";

/** A template that cannot be filled. `finding` says where and why: `template/missing-field` or `template/broken`. */
export class TemplateError extends Error {
  override name = "TemplateError";
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(finding.message);
    this.finding = finding;
  }
}
