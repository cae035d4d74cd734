import { adapterContract } from "./contract.ts";
import { openSlack } from "./slack-seat.ts";

adapterContract("Slack", openSlack, { own: ["Type it"] });
