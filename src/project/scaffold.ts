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

# The site that \`npx labdocs build\` makes. Keys, passwords and names of users and machines are kept back;
# \`npx labdocs doctor\` lists where they stand.
# site:
#   out: docs-site
#   url: https://example.org/experiments/
#   logo: media/logo.svg
#   colors:
#     accent: { light: "#0b6e4f", dark: "#6ee7b7" }
#   navigation:
#     - { text: Wiki, href: https://example.org/wiki }
#   footer: Made by the vision group.
#   redact: { patterns: ["customer-[0-9]+"], allow: ["demo-token"] }
`;
}
