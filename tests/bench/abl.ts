import { startSlack } from "../../adapters/slack/bot.ts";
import { DIALOG_FOLDER, requireDialog } from "../../src/dialogs.ts";
import { openStorage } from "../../src/storage/open.ts";
import { reportTo } from "./measured.ts";
import http from "node:http";
const [, , apiUrl = "", signingSecret = "", database = ""] = process.argv;
const M = process.env["ABL"] ?? "";
const real = await openStorage(M.includes("s") ? ":memory:" : database);
const convs = new Map<string, any>();
let n = 0;
const k = (x: any) => x.tenant + x.person + x.dialog;
const mem: any = {
  ...real,
  turn: async (i: any, step: any) => {
    const st = convs.get(k(i.key));
    const r = step(st);
    if (r.state !== undefined)
      convs.set(k(i.key), { state: r.state, revision: (st?.revision ?? 0) + 1 });
    return {
      type: "applied",
      outbox: r.replies.map((q: any) => ({
        id: "o" + n++,
        key: i.key,
        deliveryId: i.deliveryId,
        address: q.address ?? i.address,
        reply: q.reply,
        at: i.now,
      })),
    };
  },
  read: async (key: any) => convs.get(k(key)),
  markSent: async (_: any, kept: any) => {
    if (kept) {
      const st = convs.get(k(kept.key));
      convs.set(k(kept.key), { state: kept.change(st?.state), revision: 1 });
    }
  },
};
const agent = new http.Agent({ keepAlive: true });
const light: any = (url: any, init: any) => {
  if (!String(url).includes("/respond/")) return fetch(url, init);
  return new Promise((res, rej) => {
    const r = http.request(
      String(url),
      {
        method: init.method,
        agent,
        headers: { ...init.headers, "content-length": Buffer.byteLength(init.body) },
      },
      (m) => {
        let t = "";
        m.setEncoding("utf8");
        m.on("data", (c) => (t += c));
        m.on("end", () =>
          res({
            ok: m.statusCode === 200,
            status: m.statusCode,
            headers: new Map(),
            text: async () => t,
          }),
        );
      },
    );
    r.on("error", rej);
    r.end(init.body);
  });
};
const slack = await startSlack({
  parts: { storage: M.includes("s") ? mem : real, dialog: requireDialog(DIALOG_FOLDER) },
  settings: { botToken: "xoxb-bench", signingSecret, apiUrl, port: 0, host: "127.0.0.1" },
  log: { info: () => undefined, warn: console.error, error: console.error },
  ...(M.includes("h") ? { fetch: light } : {}),
});
reportTo(process, slack.port ?? 0, slack);
