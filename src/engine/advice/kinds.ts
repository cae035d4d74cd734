import { CLAUSE_KINDS } from "../dialog.ts";
import type { ClauseKind, DialogFile } from "../dialog.ts";

/** What a clause is about, by the question that it answers; undefined for a question that stands under no kind. */
export function kindOf(
  about: string,
  { kinds }: Pick<DialogFile, "kinds">,
): ClauseKind | undefined {
  return CLAUSE_KINDS.find((kind) => kinds[kind]?.includes(about) === true);
}
