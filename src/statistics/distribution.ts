// The two distributions that tests and intervals ask for. Written here, not taken from a library: see decisions.md.
export { normalCdf, normalQuantile } from "./normal.ts";
export { studentCdf, studentQuantile } from "./student.ts";
