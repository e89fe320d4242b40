// Comfort only: without this script every number, table, chart and link is there. One line an island.
import { addClaimCards } from "./claim-card.ts";
import { addCopyButtons, addFileTools, markLines } from "./file-lines.ts";
import { enhanceTable } from "./table.ts";
import { addThemeButton } from "./theme-button.ts";

addThemeButton();
for (const table of document.querySelectorAll<HTMLTableElement>("table[data-sortable]")) enhanceTable(table);
addFileTools();
addCopyButtons();
addClaimCards();
markLines();
addEventListener("hashchange", markLines);
