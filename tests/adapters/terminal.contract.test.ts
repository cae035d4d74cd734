import { adapterContract } from "./contract.ts";
import { openTerminal } from "./terminal-seat.ts";

adapterContract("The terminal", openTerminal, {
  own: [],
  hasNoChange: true,
  welcomesBack: true,
  hasNoOldButtons: true,
  hasNoStrangers: true,
});
