import { z } from "zod";

const idText = z.string().min(1);

/** What an interaction says of workspaces: to be read beside whatever else it says. */
export const interactionTenant = {
  user: z.object({
    id: idText,
    team_id: z.string().nullish(),
    username: z.string().optional(),
  }),
  team: z.object({ id: idText }).nullish(),
  view: z.object({ app_installed_team_id: z.string().nullish() }).nullish(),
} as const;

/** What an event says of workspaces. */
export const eventTenant = {
  team_id: z.string().nullish(),
  context_team_id: z.string().nullish(),
  authorizations: z.array(z.object({ team_id: z.string().nullish() })).nullish(),
} as const;

const interaction = z.object(interactionTenant);
const event = z.object(eventTenant);

/** An organization installs apps too, under an id of this kind; people still act in one of its workspaces. */
const ORGANIZATION = "E";

/**
 * The workspace an interaction belongs to: the one the app is installed in. In a channel that is shared with another
 * company, a form names the workspace of whoever filled it in as its `team`
 * (https://github.com/slackapi/bolt-js/issues/1614).
 */
export function tenantOfInteraction({ view, team, user }: z.infer<typeof interaction>): string {
  const installed = view?.app_installed_team_id ?? "";
  const isWorkspace = installed !== "" && !installed.startsWith(ORGANIZATION);
  return isWorkspace ? installed : (team?.id ?? user.team_id ?? "");
}

/**
 * The same of an event: `team_id` is the workspace it came about in, which in a shared channel is that of its author
 * (https://docs.slack.dev/apis/events-api/#authorizations).
 */
export function tenantOfEvent(outer: z.infer<typeof event>): string {
  const [authorized] = outer.authorizations ?? [];
  return authorized?.team_id ?? outer.context_team_id ?? outer.team_id ?? "";
}
