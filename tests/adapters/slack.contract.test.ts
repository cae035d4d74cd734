import { adapterContract } from "./contract.ts";
import { roundContract } from "./round-contract.ts";
import { openSlack } from "./slack-seat.ts";
import { openSlackTable } from "./slack-table.ts";

adapterContract("Slack", openSlack, { own: ["Type it"] });
roundContract("Slack", openSlackTable, { keepsDecidedByForm: true });
