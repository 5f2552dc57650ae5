// A platform for tests: `node exec-target.mjs <command> <state file>`; its state is a JSON file.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";

const [command, file] = process.argv.slice(2);
const { RELEASE, WEIGHT } = process.env;
const state = existsSync(file)
  ? JSON.parse(readFileSync(file, "utf8"))
  : { stable: null, candidate: null, weight: 0 };
appendFileSync(`${file}.calls`, `${command} ${JSON.stringify(process.env)}\n`);
const running = (version) =>
  version === "bad"
    ? { version, ready: false, detail: "cannot start: no database" }
    : { version, ready: true };
const { faults = {} } = state;
if (faults[command] === "hang") setTimeout(() => {}, 60_000);
else if (faults[command] === "fail") {
  console.error("permission denied for \u001b[31mdeployer");
  process.exitCode = 9;
} else if (faults[command] === "ignore") process.exitCode = 0;
else {
  if (command === "observe") {
    const { stable, candidate, weight } = state;
    process.stdout.write(state.output ?? JSON.stringify({ stable, candidate, weight, ...state.extra }));
  }
  if (command === "set-weight") {
    state.candidate = running(RELEASE);
    state.weight = Number(WEIGHT);
  }
  if (command === "promote" || command === "restore") state.stable = running(RELEASE);
  if (["promote", "abort", "restore"].includes(command)) {
    state.candidate = null;
    state.weight = 0;
  }
  if (command !== "observe") writeFileSync(file, JSON.stringify(state));
}
