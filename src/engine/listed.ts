import type { CatalogueValue } from "./answers.ts";
import type { Dialog, Question } from "./dialog.ts";

/** The answer that names an entry of the catalogue, with what is known of it at that moment; undefined for an unknown id. */
export function listed(
  dialog: Dialog,
  question: Extract<Question, { kind: "catalogue" }>,
  id: string,
  at: number,
): CatalogueValue | undefined {
  const entry = dialog.catalogue.entry(id, at);
  if (!entry) return undefined;
  const facts: Record<string, string | number> = {};
  for (const fact of Object.keys(question.facts)) {
    const known = Object.hasOwn(entry.facts, fact) ? entry.facts[fact] : undefined;
    if (known !== undefined) facts[fact] = known;
  }
  return { chosen: "listed", entry: entry.id, name: entry.name, facts };
}
