// Comfort only: without this script every number, table, chart and link is there. One line an island.
import { addLiveCharts } from "./chart-loader.ts";
import { addClaimCards } from "./claim-card.ts";
import { addCompareLink, addRunChoice } from "./compare-choice.ts";
import { addCopyButtons, addFileTools, markLines } from "./file-lines.ts";
import { addJournalFilters } from "./journal-filter.ts";
import { addSearch } from "./search-box.ts";
import { enhanceTable } from "./table.ts";
import { addThemeButton } from "./theme-button.ts";

addThemeButton();
addSearch();
for (const table of document.querySelectorAll<HTMLTableElement>("table[data-sortable]")) {
  enhanceTable(table);
  addRunChoice(table);
}
addCompareLink();
addFileTools();
addCopyButtons();
addClaimCards();
addJournalFilters();
addLiveCharts();
markLines();
addEventListener("hashchange", markLines);
