import type { Conversation } from "../conversation.ts";

/** What was heard besides answers: facts by id, and the clauses that may decide, in the person's own words. */
export interface Heard {
  readonly facts?: Readonly<Record<string, readonly string[]>>;
  readonly clauses?: readonly { readonly about: string; readonly text: string }[];
}

/** A conversation with what was heard in passing. */
export type Story = Conversation & Heard;
