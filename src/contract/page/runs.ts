import { page, table, text } from "../part.ts";

export const runsPage = page("runs", { accounting: text, table });
