import type { Repository } from "./repository.ts";

/**
 * A change as somebody would propose it.
 *
 * - `name`: of its file in `expected/`; `says`: what it does, for who reads that file.
 * - `example`: which of `examples/` it is made on.
 * - `quiet`: nothing that the review is about changed, so it must say so in one line and nothing more.
 */
export interface PullRequest {
  name: string;
  says: string;
  example: "digits" | "recommender";
  quiet?: true;
  make(repository: Repository): Promise<void> | void;
}
