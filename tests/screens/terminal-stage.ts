import { openTerminalTable } from "../adapters/terminal-table.ts";
import type { TableOptions } from "../adapters/table.ts";
import type { Stage } from "./stage.ts";

/** The stage at a terminal. */
export async function openTerminalStage(options?: TableOptions): Promise<Stage> {
  const table = await openTerminalTable(options);
  return {
    ...table,
    forgetsButtons: true,
    shoot: () => {
      const text = table.takePrinted().trim();
      return text === "" ? [] : [{ where: "terminal", text }];
    },
    press: (somebody, label, on) => {
      const key = table.keyOf(label);
      return key === undefined ? table.press(somebody, label, on) : table.type(somebody, key);
    },
    call: (somebody) => table.look(somebody),
    meet: (somebody) => table.type(somebody, "hello"),
    say: (somebody, words) => table.type(somebody, words),
  };
}
