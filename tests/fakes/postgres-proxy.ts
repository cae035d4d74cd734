import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { Socket } from "node:net";

/** What stands between the product and its database: the network, or a pooler. */
export interface PostgresProxy {
  /** The database's URL, through the proxy. */
  readonly url: string;
  /** How many connections were opened through it. */
  readonly opened: () => number;
  /** Stops forwarding, on open connections and on new ones, which are accepted all the same. */
  silence(): void;
  /** Forwards what comes on new connections again; those that fell silent stay so, as behind a router that lost its state. */
  heal(): void;
  stop(): Promise<void>;
}

/** Parameters of a startup message that PgBouncer knows (https://www.pgbouncer.org/config.html#ignore_startup_parameters). */
const KNOWN_PARAMETERS: readonly string[] = [
  "user",
  "database",
  "client_encoding",
  "DateStyle",
  "TimeZone",
  "standard_conforming_strings",
  "application_name",
];

/** Starts a proxy on 127.0.0.1 that refuses what PgBouncer refuses. */
export async function startPostgresProxy(databaseUrl: string): Promise<PostgresProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isSilent = false;
  let opened = 0;
  const server = createServer((client) => {
    opened += 1;
    const upstream = connect(Number(target.port), target.hostname);
    let isDeaf = isSilent;
    let isChecked = false;
    const forward = (from: Socket, to: Socket) => {
      sockets.add(from);
      from.on("data", (bytes: Buffer) => {
        isDeaf ||= isSilent;
        if (isDeaf) return;
        if (from === client && !isChecked) {
          isChecked = true;
          const refused = unknownParameter(bytes);
          if (refused !== undefined) return void client.end(refusal(refused));
        }
        to.write(bytes);
      });
      from.on("error", () => undefined);
      from.on("close", () => {
        sockets.delete(from);
        if (!isDeaf) to.destroy();
      });
    };
    forward(client, upstream);
    forward(upstream, client);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = new URL(databaseUrl);
  url.port = String(typeof address === "object" ? address?.port : "");
  return {
    url: url.href,
    opened: () => opened,
    silence: () => void (isSilent = true),
    heal: () => void (isSilent = false),
    async stop() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** A startup message: length, version, then names and values, each ended by a zero (https://www.postgresql.org/docs/current/protocol-message-formats.html). */
function unknownParameter(bytes: Buffer): string | undefined {
  const words = bytes.subarray(8).toString().split("\0");
  return words.find((word, at) => at % 2 === 0 && word !== "" && !KNOWN_PARAMETERS.includes(word));
}

function refusal(parameter: string): Buffer {
  const fields = `SFATAL\0VFATAL\0C08P01\0Munsupported startup parameter: ${parameter}\0\0`;
  const message = Buffer.alloc(5 + Buffer.byteLength(fields));
  message.write("E");
  message.writeInt32BE(4 + Buffer.byteLength(fields), 1);
  message.write(fields, 5);
  return message;
}
