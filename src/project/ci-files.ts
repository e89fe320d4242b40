import { commentWorkflow, reviewWorkflow } from "./review-workflow.ts";
import type { WorkflowPlace } from "./workflow.ts";
import { githubWorkflow, gitlabJob } from "./workflow.ts";

/** A file for a host's continuous integration, its path from the repository's root. */
export interface CiFile {
  path: string;
  after: string;
}

/** The hosts that there are files for. */
export const CI_HOSTS = ["github", "gitlab"] as const;

/**
 * What a host is told: how claims are checked, the site is published, and a change is reviewed. `isCommenting`: with the workflow
 * that comments on pull requests, which needs the right to.
 */
export function ciFiles(host: (typeof CI_HOSTS)[number], place: WorkflowPlace, isCommenting: boolean): CiFile[] {
  if (host === "gitlab") return [{ path: ".gitlab/docs.yml", after: gitlabJob(place) }];
  const comment = { path: ".github/workflows/docs-review-comment.yml", after: commentWorkflow(place) };
  return [
    { path: ".github/workflows/docs.yml", after: githubWorkflow(place) },
    { path: ".github/workflows/docs-review.yml", after: reviewWorkflow(place) },
    ...(isCommenting ? [comment] : []),
  ];
}
