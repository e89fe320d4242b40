/**
 * What the version history says of lines of text.
 *
 * - `commit`, `at`: the commit that wrote the line as it is now, and its author's date (ISO 8601 with offset).
 */
export interface LineCommit {
  commit: string;
  at: string;
}

/**
 * Asks the history of a project. `lineCommit` gives null for a line that is not committed, or when nothing can be told
 * (no repository, a shallow clone); `known` says which of the two it is.
 */
export interface History {
  known: boolean;
  lineCommit(file: string, line: number): LineCommit | null;
}
