import { coverage, page, table } from "../part.ts";

export const documentsPage = page("documents", { coverage: coverage.nullable(), table });
