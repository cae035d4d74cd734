import type { IncomingMessage, RequestListener } from "node:http";
import { defaultBodyLimit, HTTPModuleFunctions, HTTPReceiver, isRawBodyError } from "@slack/bolt";
import type { Log } from "./log.ts";
import { toBoltLogger } from "./log.ts";

/** Where Slack sends everything to; Bolt's own default. */
const EVENTS_PATH = "/slack/events";
/** A request no listener answered is answered here, before Slack gives up at 3 s. */
const UNANSWERED_MS = 2800;

/** What `createReceiver` needs. */
export interface ReceiverOptions {
  readonly signingSecret: string;
  readonly log: Log;
  /** Other paths answered on the same port. */
  readonly routes: readonly { readonly path: string; readonly handler: RequestListener }[];
  /** Whether it is known who the app is; before, Slack is told to come again. */
  readonly isReady: () => boolean;
}

/** Takes Slack's requests over HTTP; whatever comes is answered. */
export function createReceiver({
  signingSecret,
  log,
  routes,
  isReady,
}: ReceiverOptions): HTTPReceiver {
  const receiver = new HTTPReceiver({
    signingSecret,
    logger: toBoltLogger(log),
    unhandledRequestTimeoutMillis: UNANSWERED_MS,
    customRoutes: routes.map(({ path, handler }) => ({ path, method: "POST", handler })),
    unhandledRequestHandler: ({ request, response }) => {
      // Bolt calls this too where it gave up on a request with a status of its own.
      if (response.headersSent) return;
      // An event that was not saved: Slack delivers it again.
      if (isEvent(request)) return void response.writeHead(503).end();
      log.warn({}, "A request of no known kind was acknowledged and dropped");
      response.writeHead(200).end();
    },
  });
  receiver.requestListener = withoutNothing(receiver.requestListener, log, isReady);
  return receiver;
}

/**
 * Two things Bolt does not survive: it reads fields of the body outside of its own try, so that a body that says `null` would be waited for
 * without end, and an address that is none answers 500.
 */
function withoutNothing(
  listener: RequestListener,
  log: Log,
  isReady: () => boolean,
): RequestListener {
  return (request, response) => {
    const path = pathOf(request);
    if (path === undefined) return void response.writeHead(404).end();
    if (request.method !== "POST" || path !== EVENTS_PATH) return listener(request, response);
    if (!isReady()) return void response.writeHead(503).end();
    void takeEvent(request, response);
  };

  async function takeEvent(...[request, response]: Parameters<RequestListener>): Promise<void> {
    try {
      const buffered = await HTTPModuleFunctions.bufferIncomingMessage(request, defaultBodyLimit);
      if (!saysNothing(buffered)) return listener(buffered, response);
      log.warn({}, "A request without content was refused");
      response.writeHead(400).end();
    } catch (error) {
      log.warn({}, "A request that could not be read was refused");
      const status = isRawBodyError(error) ? error.statusCode : 400;
      response.writeHead(status, { connection: "close" }).end();
    }
  }
}

function pathOf({ url = "" }: IncomingMessage): string | undefined {
  return URL.parse(url, "http://localhost")?.pathname;
}

function isEvent(request: IncomingMessage): boolean {
  if (!("rawBody" in request) || !Buffer.isBuffer(request.rawBody)) return false;
  try {
    const body: unknown = JSON.parse(request.rawBody.toString());
    return (
      typeof body === "object" && body !== null && "type" in body && body.type === "event_callback"
    );
  } catch {
    return false;
  }
}

function saysNothing(
  buffered: Awaited<ReturnType<typeof HTTPModuleFunctions.bufferIncomingMessage>>,
): boolean {
  try {
    return HTTPModuleFunctions.parseHTTPRequestBody(buffered) === null;
  } catch {
    // Bolt refuses what is no JSON, once it has seen whose it is.
    return false;
  }
}
