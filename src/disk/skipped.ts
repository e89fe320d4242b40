/** A folder with this file was made by `docs build`, wherever it lies: what stands in it is no data of the project. */
export const BUILT_SITE = ".docs-site.json";

/** Names of folders that never hold run data and are not walked. In `.dvc` are DVC's cache and copies of whole projects. */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(
  (
    ".docs .dvc .git .hg .svn .astro .cache .ipynb_checkpoints .mypy_cache .pytest_cache .ruff_cache .tox .venv __pycache__ " +
    "docs-site node_modules site-packages venv"
  ).split(" "),
);
