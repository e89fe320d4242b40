/** Where a workflow runs: `folder` is the project's folder below the repository's root, empty for the root itself. */
export interface WorkflowPlace {
  folder: string;
  version: string;
}

/** The actions by the commit of the release that stands behind it: a tag can be moved. */
const CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1";
const SETUP_NODE = "actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0";
const UPLOAD_ARTIFACT = "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0";
const UPLOAD_PAGES = "actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0";
const DEPLOY_PAGES = "actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0";

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
      - uses: ${CHECKOUT}
        with:
          lfs: true
          persist-credentials: false
      - uses: ${SETUP_NODE}
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
        uses: ${DEPLOY_PAGES}
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
        uses: ${UPLOAD_PAGES}
        with:
          path: ${site}
      # The preview of a pull request is downloaded and opened from the disk.
      - if: github.event_name == 'pull_request'
        run: ${build} --portable --out docs-site${below(folder)}
      - if: github.event_name == 'pull_request'
        uses: ${UPLOAD_ARTIFACT}
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

/** The file that GitLab starts from, for a repository that has none. */
export function gitlabStart(): string {
  return `include:
  - local: .gitlab/docs.yml
`;
}
