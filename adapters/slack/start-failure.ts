import { z } from "zod";
import { causeOf } from "./log.ts";

/** https://docs.slack.dev/tools/node-slack-sdk/web-api#handle-errors */
const platformSchema = z.object({
  code: z.literal("slack_webapi_platform_error"),
  data: z.object({ error: z.string() }),
});
const requestSchema = z.object({ code: z.literal("slack_webapi_request_error") });
const listenSchema = z.object({ syscall: z.literal("listen"), code: z.string() });

/**
 * Says in one line why the app could not connect, and what to do about it.
 *
 * @param asked - The variable whose token was used, and where it is copied from.
 */
export function toStartFailure(
  error: unknown,
  asked: { readonly name: string; readonly from: string; readonly port: number },
): Error {
  const { name, from, port } = asked;
  const refused = platformSchema.safeParse(error).data?.data.error;
  if (refused !== undefined)
    return new Error(
      `Could not connect to Slack: it does not accept ${name} (${refused}), copy it again from ${from} at https://api.slack.com/apps`,
    );
  if (requestSchema.safeParse(error).success)
    return new Error("Could not reach Slack: check the network, and SLACK_API_URL where it is set");
  const taken = listenSchema.safeParse(error).data?.code;
  if (taken !== undefined)
    return new Error(`Could not listen on port ${port} (${taken}): choose another with PORT`);
  return new Error(`Could not connect to Slack: ${causeOf(error)}`);
}
