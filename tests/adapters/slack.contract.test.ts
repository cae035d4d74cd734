import { adapterContract } from "./contract.ts";
import { roundContract } from "./round-contract.ts";
import { openSlack } from "./slack-seat.ts";
import { openSlackTable } from "./slack-table.ts";
import { firstWordsContract } from "./first-words.ts";
import { SLACK_DOORS } from "./slack-doors.ts";

adapterContract("Slack", openSlack, { own: ["Type it"] });
roundContract("Slack", openSlackTable, { keepsDecidedByForm: true });
firstWordsContract("Slack", SLACK_DOORS);
