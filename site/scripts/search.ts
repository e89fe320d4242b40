// Loaded when someone searches for the first time, and on the search page.
import { attachDialog } from "./search-dialog.ts";
import { openSearchFiles } from "./search-files.ts";
import { fillSearchPage } from "./search-page.ts";

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  const root = new URL("../", script.src);
  const files = openSearchFiles(new URL("search/index/", root));
  window.labdocsSearching = {
    attach: (dialog) => attachDialog(dialog, { files, root }),
    fill: (page) => fillSearchPage(page, { files, root }),
  };
}
