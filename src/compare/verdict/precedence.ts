import type { History, HistoryFact, LineCommit, Passage } from "../../model/history.ts";
import type { Moment } from "./moment.ts";

/**
 * Whether words were committed before something happened.
 *
 * - `order`: `after` also for words that are not committed, since what happened lies in the past; `unclear` where the times that
 *   are known do not tell; null where nothing is known of the words.
 * - `at`: since when they are known to be committed; null where that is not said.
 * - `fact`: what is worth remembering of it.
 */
export interface Precedence {
  order: "before" | "after" | "unclear" | null;
  at: string | null;
  fact: HistoryFact | null;
}

/** What a passage is set against: a moment, and the id of the run that it is of. */
export interface Event {
  run: string;
  moment: Moment;
}

const NOTHING: Precedence = { order: null, at: null, fact: null };

/**
 * Tells whether a passage was committed before an event. The answer is the same before and after the tree as it stands is
 * committed: words that are not committed can only be committed later than what happened already. It is also the same in a
 * shallow clone and after a squash, since what was once known is remembered and goes before what git says now.
 */
export function precedenceOf(passage: Passage, event: Event, history: History): Precedence {
  const told = history.tell(passage);
  if (told === null) return NOTHING;
  const known = told.remembered;
  if (known !== null && known.at !== null) return { order: orderOf(known.at, event.moment), at: known.at, fact: known };
  if (known !== null && known.run === event.run) return { order: "after", at: null, fact: known };
  const fact = { file: passage.file, passage: told.passage, run: event.run, commit: null, at: null };
  const late: Precedence = { order: "after", at: null, fact };
  const now = told.now();
  if (now === null) return { ...NOTHING, fact: known };
  return now === "uncommitted" ? late : committed(now, event, late);
}

function committed({ commit, at, isLatest }: LineCommit, event: Event, late: Precedence): Precedence {
  const order = orderOf(at, event.moment);
  const dated = late.fact && { ...late.fact, run: null, commit, at };
  if (order === "before") return { order, at, fact: dated };
  // Where history is cut off, the words may be older than that.
  if (isLatest) return NOTHING;
  return order === "after" ? late : { order, at, fact: dated };
}

function orderOf(at: string, { earliest, latest }: Moment): "before" | "after" | "unclear" {
  const time = Date.parse(at);
  // Git's times have whole seconds: a commit in the same second may be on either side.
  if (time + 999 < earliest) return "before";
  return time > latest ? "after" : "unclear";
}
