import type { Delivered } from "./delivery.ts";
import type { FakeSlack } from "./fake-slack.ts";
import { eventPayload } from "./payloads.ts";
import type { Member, Team } from "./workspace.ts";

/** How an installation ended. */
export interface Installed {
  readonly status: number;
  readonly page: string;
  /** Where the app sent the browser afterwards, if anywhere. */
  readonly location: string | undefined;
  /** The address of Slack's consent page that the app built. */
  readonly authorizeUrl: URL;
}

/** Where the app's OAuth pages are, and what goes wrong on the way. */
export interface InstallOptions {
  /** Scheme, host and port of the app. */
  readonly origin: string;
  readonly installPath?: string;
  readonly redirectPath?: string;
  /** The person says no on Slack's page. */
  readonly isDenied?: boolean;
  /** The browser lost the cookie, as behind some CDNs. */
  readonly isCookieLost?: boolean;
}

/** Installs the app in a browser: its install page, Slack's consent (skipped), its redirect page. The code is the team's id. */
export async function install(team: Team, options: InstallOptions): Promise<Installed> {
  const first = await fetch(options.origin + (options.installPath ?? "/slack/install"), {
    redirect: "manual",
  });
  const page = await first.text();
  const link = first.headers.get("location") ?? /href="([^"]*oauth[^"]*)"/u.exec(page)?.[1];
  if (link === undefined)
    throw new Error(
      `Cannot install: the install page (status ${first.status}) links to no consent page`,
    );
  const authorizeUrl = new URL(link.replaceAll("&amp;", "&"));
  const cookies = first.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  const query = new URLSearchParams(
    options.isDenied === true ? { error: "access_denied" } : { code: team.id },
  );
  query.set("state", authorizeUrl.searchParams.get("state") ?? "");
  const back = await fetch(
    `${options.origin}${options.redirectPath ?? "/slack/oauth_redirect"}?${query.toString()}`,
    {
      redirect: "manual",
      headers: {
        connection: "close",
        ...(options.isCookieLost === true ? {} : { cookie: cookies.join("; ") }),
      },
    },
  );
  return {
    status: back.status,
    page: await back.text(),
    location: back.headers.get("location") ?? undefined,
    authorizeUrl,
  };
}

/** Removes the app from a workspace: the token dies and the two events come, in the order given by Slack's mood. */
export async function uninstall(
  fake: FakeSlack,
  team: Team,
  by: Member,
): Promise<readonly Delivered[]> {
  team.isRevoked = true;
  const actor = { world: fake.world, baseUrl: fake.baseUrl, member: by, team };
  const event_ts = fake.world.nextTs();
  const events = [
    { type: "tokens_revoked", tokens: { oauth: [], bot: [team.botUserId] }, event_ts },
    { type: "app_uninstalled", event_ts },
  ];
  return Promise.all(
    events.map((event) => fake.deliveries.send("events_api", eventPayload(actor, event))),
  );
}
