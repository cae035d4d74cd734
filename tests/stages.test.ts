import { describeLanguages } from "./languages/languages.ts";
import { describeScreens } from "./screens/screens.ts";
import { describeTraffic } from "./traffic/traffic.ts";

// One file for all three: loading the platforms takes longer than playing on them.
describeScreens();
describeTraffic();
describeLanguages();
