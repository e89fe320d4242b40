import type { PullRequest } from "../pull-request.ts";
import { documents } from "./documents.ts";
import { increments } from "./increments.ts";
import { logs } from "./logs.ts";
import { nothing } from "./nothing.ts";
import { runs } from "./runs.ts";

/** All pull requests that are reviewed. */
export const pullRequests: readonly PullRequest[] = [...runs, ...logs, ...documents, ...increments, ...nothing];
