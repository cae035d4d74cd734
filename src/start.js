/* Plain JavaScript that even an old Node reads, so that it can say that it is too old. Everything else is TypeScript. */
import { readFileSync } from "fs";
import module from "module";

const { engines } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const wanted = engines.node.replace(/[^0-9.]/g, "");
const [major, minor] = process.versions.node.split(".").map(Number);
const [wantedMajor, wantedMinor] = wanted.split(".").map(Number);

if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) {
  // Keeps compiled code, with types already stripped, from one start to the next: faster to start, 10 MiB less memory.
  module.enableCompileCache();
  import("./main.ts")
    .then(({ main }) => main(process.argv.slice(2)))
    .catch((error) => {
      console.error(error);
      process.exitCode = 1;
    });
} else {
  console.error(
    `Certwise needs Node ${wanted} or newer and this is ${process.versions.node}: run it with "npm start", which brings its own Node, or install a newer one from https://nodejs.org`,
  );
  process.exitCode = 1;
}
