/** Where a workflow runs: `folder` is the project's folder below the repository's root, empty for the root itself. */
export interface WorkflowPlace {
  folder: string;
  version: string;
}

/** A configuration in which everything is a comment: it changes nothing and shows what there is. */
export function configTemplate(): string {
  return `# Configuration of labdocs. Everything is optional; \`npx labdocs schema config\` prints what is allowed.

# The project's name on the site.
# title: My experiments

# Folders that are not read.
# ignore:
#   - data

# Further Markdown files or folders that are checked and published.
# documents:
#   - docs

# Which way a metric is better, where its name does not tell, and which point of its series stands for it.
# metrics:
#   val/perplexity:
#     direction: lower
#     reduction: best

# By experiment id, folder or name.
# experiments:
#   lr-sweep:
#     baseline: lr-1e-3
#     primaryMetric: val/accuracy

# Which experiments get a report.md: those with a hypothesis in JOURNAL.md, all, or none.
# reports: hypothesis

# Severity by rule: error, warning, note or off. \`npx labdocs explain <rule>\` says what a rule is for.
# rules:
#   prose/editorialising: off

# site:
#   out: docs-site
`;
}

/** A GitHub Actions workflow that checks every claim. */
export function githubWorkflow({ folder, version }: WorkflowPlace): string {
  const place = folder === "" ? "" : `\n        working-directory: ${JSON.stringify(folder)}`;
  return `name: docs
on:
  pull_request:
  push:
    branches: [main, master]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with:
          lfs: true
      - uses: actions/setup-node@v5
        with:
          node-version: 24
      - run: npx --yes labdocs@${version} check${place}
`;
}

/** A GitLab job that checks every claim and shows the findings in the merge request. */
export function gitlabJob({ folder, version }: WorkflowPlace): string {
  const place = folder === "" ? "" : `\n    - cd ${JSON.stringify(folder)}`;
  return `docs-check:
  image: node:24
  script:${place}
    - npx --yes labdocs@${version} check --reporter gitlab > "$CI_PROJECT_DIR/gl-code-quality-report.json"
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
`;
}
