import { PINNED } from "./pinned-action.ts";
import type { WorkflowPlace } from "./workflow.ts";

/**
 * A GitHub Actions workflow that reviews each pull request: the check's status, annotations and the job's summary. It may read and
 * nothing else, so that it is the same for a pull request from a fork; it keeps what it found for a job that may comment.
 */
export function reviewWorkflow({ folder, version }: WorkflowPlace): string {
  const place = folder === "" ? "" : `        working-directory: ${JSON.stringify(folder)}\n`;
  return `name: docs review
on: pull_request
permissions: {}
concurrency:
  group: docs-review-\${{ github.ref }}
  cancel-in-progress: true
jobs:
  review:
    name: Review what changes
    runs-on: ubuntu-latest
    permissions:
      contents: read # to check the repository out
    steps:
      - uses: ${PINNED.checkout}
        with:
          ref: \${{ github.event.pull_request.head.sha }}
          fetch-depth: 0
          lfs: true
          persist-credentials: false
      - uses: ${PINNED.setupNode}
        with:
          node-version: 24
          package-manager-cache: false
      - env:
          BASE: origin/\${{ github.base_ref }}
        run: npx --yes labdocs@${version} review --base "$BASE" --save "$RUNNER_TEMP/docs-review.json"
${place}      - if: \${{ !cancelled() }}
        uses: ${PINNED.uploadArtifact}
        with:
          name: docs-review
          path: \${{ runner.temp }}/docs-review.json
          if-no-files-found: ignore
          retention-days: 7
`;
}

/**
 * A GitHub Actions workflow that makes one comment of each pull request say what its review says, from forks too: it runs with
 * the rights of the main branch, checks nothing of the pull request out, and reads what the other job kept as data.
 */
export function commentWorkflow({ version }: Pick<WorkflowPlace, "version">): string {
  return `name: docs review comment
on:
  workflow_run: # zizmor: ignore[dangerous-triggers] nothing of the pull request is checked out or run
    workflows: [docs review]
    types: [completed]
permissions: {}
concurrency:
  group: docs-review-comment-\${{ github.event.workflow_run.head_repository.full_name }}-\${{ github.event.workflow_run.head_branch }}
jobs:
  comment:
    name: Comment on the pull request
    if: github.event.workflow_run.event == 'pull_request'
    runs-on: ubuntu-latest
    permissions:
      actions: read # to read what the other workflow kept
      pull-requests: write # to write the comment
    steps:
      - uses: ${PINNED.setupNode}
        with:
          node-version: 24
          package-manager-cache: false
      - id: kept
        continue-on-error: true # a review that found nothing to compare keeps nothing
        uses: ${PINNED.downloadArtifact}
        with:
          name: docs-review
          path: \${{ runner.temp }}/review
          run-id: \${{ github.event.workflow_run.id }}
          github-token: \${{ github.token }}
      - if: steps.kept.outcome == 'success'
        env:
          GITHUB_TOKEN: \${{ github.token }}
        run: npx --yes labdocs@${version} review post "$RUNNER_TEMP/review/docs-review.json"
`;
}
