import type { Row } from "../../model/comparison.ts";
import type { Tradeoff } from "../../model/tradeoff.ts";
import type { CompareSettings } from "../settings.ts";
import type { Column } from "../table/column.ts";

/** What objectives are weighed from. */
export interface TradeoffInput {
  rows: readonly Row[];
  columns: readonly Column[];
  settings: CompareSettings;
}

/** The front of rows over several objectives; null where there are fewer than two objectives or rows. */
export function weighObjectives(_input: TradeoffInput): Tradeoff | null {
  return null;
}
