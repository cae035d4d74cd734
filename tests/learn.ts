import { requireDialog } from "../src/dialogs.ts";

/** Learns from the example sentences once, before any test, instead of once in every test file that types. */
export function setup(): void {
  requireDialog("dialogs/ai-certification").learn();
}
