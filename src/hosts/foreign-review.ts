import type { Review } from "../model/review.ts";
import type { PullRequest, Subject } from "./pull-request.ts";

/**
 * A review that a job of somebody else's branch wrote, as it may be shown in our name: it is of a commit that the host itself
 * names, and its commands are none but those that labdocs says. A sentence says why it is not shown at all.
 */
export function asTrusted(review: Review, subject: Subject, pull: PullRequest): Review | string {
  const commits = [subject.head, subject.merged, pull.merged].filter((one) => one !== null);
  const { commit } = review.head;
  if (commit === null) return "the review is not of a commit";
  if (!commits.includes(commit))
    return `the review is of ${commit.slice(0, 12)}, and the pull request's head is ${subject.head.slice(0, 12)}`;
  const command = (text: string | null) => (text === null || isOurs(text) ? text : null);
  return {
    ...review,
    // A name of a branch that nobody checked says nothing that the commit does not.
    base: { ...review.base, ref: pull.base.ref },
    steps: review.steps.map((step) => ({ ...step, command: command(step.command) })),
    outOfDate: review.outOfDate.map((one) => ({ ...one, command: command(one.command) ?? "docs sync" })),
  };
}

const PROGRAM =
  /^(?:npx (?:--yes )?labdocs|docs) (?:check|cite|compare|doctor|explain|issue|journal|report|review|runs|sync)\b/;
const GIT = /^git (?:add|checkout|log|merge|restore|rm|show)\b/;

/** A reader copies what a comment says into a terminal: one command of ours that runs, reads and writes nothing elsewhere. */
function isOurs(command: string): boolean {
  if (!PROGRAM.test(command) && !GIT.test(command)) return false;
  if (/\p{C}|[`$\\;&|<>(){}!]/u.test(command)) return false;
  return !/\s(?:-c|-C|--config|--cwd|--exec\S*|--ext-diff|--textconv|--output)\b/.test(command);
}
