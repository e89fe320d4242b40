/** Words that people wrote: where they begin, and the text that was read from there; null for all of the one line. */
export interface Passage {
  file: string;
  line: number;
  text: string | null;
}

/**
 * The commit that wrote the youngest line of a passage as it stands now.
 *
 * - `at`: its author's date (ISO 8601 with offset).
 * - `isLatest`: history is cut off there (a shallow clone), so that the passage may be older, but is no younger.
 */
export interface LineCommit {
  commit: string;
  at: string;
  isLatest: boolean;
}

/**
 * What is known for good of a passage, kept in docs.lock.json: a shallow clone or a squashed branch cannot tell it again.
 *
 * - `passage`: a hash of its words; they are followed when their file moves.
 * - `commit`, `at`: since when it is known to stand there. Both are null where it was not committed before `run`.
 * - `run`: the run of that statement; null where `at` is known.
 */
export interface HistoryFact {
  file: string;
  passage: string;
  run: string | null;
  commit: string | null;
  at: string | null;
}

/** What can be told of a passage. `now` asks the repository: null when that cannot tell. */
export interface Told {
  passage: string;
  remembered: HistoryFact | null;
  now(): LineCommit | "uncommitted" | null;
}

/** Asks the history of a project, and what is remembered of it. Null for a passage that is not found where it should be. */
export interface History {
  tell(passage: Passage): Told | null;
}
