import { adapterContract } from "./contract.ts";
import { roundContract } from "./round-contract.ts";
import { openTerminal } from "./terminal-seat.ts";
import { openTerminalTable } from "./terminal-table.ts";

adapterContract("The terminal", openTerminal, {
  own: [],
  hasNoChange: true,
  welcomesBack: true,
  hasNoOldButtons: true,
  hasNoStrangers: true,
});
roundContract("The terminal", openTerminalTable, {
  editsNothing: true,
  neverRestarts: true,
});
