import { PINNED } from "./pinned-action.ts";

/** Where a workflow runs: `folder` is the project's folder below the repository's root, empty for the root itself. */
export interface WorkflowPlace {
  folder: string;
  version: string;
}

/**
 * A GitHub Actions workflow that checks every claim, publishes the site on GitHub Pages when the main branch changes, and keeps
 * it with each pull request as a download that opens from a disk. Only the job that publishes may do so.
 */
export function githubWorkflow(place: WorkflowPlace): string {
  return `name: docs
on:
  pull_request:
  push:
    branches: [main, master]
permissions: {}
concurrency:
  group: docs-\${{ github.ref }}
  cancel-in-progress: \${{ github.event_name == 'pull_request' }}
jobs:
${checkJob(place)}
${siteJob(place)}
${DEPLOY_JOB}`;
}

const START = `    runs-on: ubuntu-latest
    permissions:
      contents: read
    steps:
      - uses: ${PINNED.checkout}
        with:
          lfs: true
          persist-credentials: false
      - uses: ${PINNED.setupNode}
        with:
          node-version: 24
          package-manager-cache: false
`;

const DEPLOY_JOB = `  # Settings, Pages, Source of the repository has to say "GitHub Actions".
  deploy:
    name: Publish the site
    needs: site
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    permissions:
      pages: write # to publish
      id-token: write # to prove that it is this workflow that publishes
    environment:
      name: github-pages
      url: \${{ steps.deployment.outputs.page_url }}
    steps:
      - id: deployment
        uses: ${PINNED.deployPages}
`;

function checkJob({ folder, version }: WorkflowPlace): string {
  return `  check:
    name: Check every number
${START}      - run: npx --yes labdocs@${version} check${below(folder)}
`;
}

function siteJob({ folder, version }: WorkflowPlace): string {
  const site = JSON.stringify(folder === "" ? "docs-site" : `${folder}/docs-site`);
  const build = `npx --yes labdocs@${version} build --no-sync`;
  return `  site:
    name: Build the site
${START}      # The site works under any address: it needs no base path.
      - if: github.event_name == 'push'
        run: ${build} --out docs-site${below(folder)}
      - if: github.event_name == 'push'
        uses: ${PINNED.uploadPages}
        with:
          path: ${site}
      # The preview of a pull request is downloaded and opened from the disk.
      - if: github.event_name == 'pull_request'
        run: ${build} --portable --out docs-site${below(folder)}
      - if: github.event_name == 'pull_request'
        uses: ${PINNED.uploadArtifact}
        with:
          name: docs-site
          path: ${site}
          retention-days: 14
`;
}

function below(folder: string): string {
  return folder === "" ? "" : `\n        working-directory: ${JSON.stringify(folder)}`;
}

/**
 * GitLab jobs that check every claim and show the findings in the merge request, publish the site on GitLab Pages when the default
 * branch changes, and keep it with each merge request.
 */
export function gitlabJob({ folder, version }: WorkflowPlace): string {
  const place = folder === "" ? "" : `\n    - cd ${JSON.stringify(folder)}`;
  const labdocs = `npx --yes labdocs@${version}`;
  return `docs-check:
  image: node:24
  script:${place}
    - ${labdocs} check --reporter gitlab > "$CI_PROJECT_DIR/gl-code-quality-report.json"
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json

${gitlabReview(place, labdocs)}
# The site works under any address: it needs no base path.
pages:
  image: node:24
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:${place}
    - ${labdocs} build --no-sync --out "$CI_PROJECT_DIR/public"
  pages: true
  artifacts:
    paths:
      - public

docs-preview:
  image: node:24
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:${place}
    - ${labdocs} build --no-sync --portable --out "$CI_PROJECT_DIR/docs-preview"
  artifacts:
    expose_as: Preview of the site
    expire_in: 2 weeks
    paths:
      - docs-preview/
`;
}

function gitlabReview(place: string, labdocs: string): string {
  return `# What a merge request changes, as a page that it links; all history, so that git knows where the branches parted.
docs-review:
  image: node:24
  variables:
    GIT_DEPTH: 0
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:${place}
    - ${labdocs} review --base "$CI_MERGE_REQUEST_DIFF_BASE_SHA" --save "$CI_PROJECT_DIR/docs-review.json" --reporter markdown > "$CI_PROJECT_DIR/docs-review.md"
  after_script:
    # A note in the merge request, where the project has a token for that.
    - if [ -n "$GITLAB_TOKEN" ] && [ -f docs-review.json ]; then ${labdocs} review post docs-review.json; fi
  artifacts:
    when: always
    expose_as: What this changes
    expire_in: 2 weeks
    paths:
      - docs-review.md
`;
}

/** The file that GitLab starts from, for a repository that has none. */
export function gitlabStart(): string {
  return `include:
  - local: .gitlab/docs.yml
`;
}
