// A platform for tests: `node exec-target.mjs <command> <state file>`. Its state is a JSON file; what was called is
// appended to `<state file>.calls`. `faults: { promote: "hang" }` in the state makes a command hang or fail;
// "hang-once" is over with the first call. What a test changes meanwhile is in `<state file>.given`, which goes over it.
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

const [command, file] = process.argv.slice(2);
const { RELEASE, WEIGHT } = process.env;
const empty = { stable: null, candidate: null, weight: 0 };
const read = (path, otherwise) => (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : otherwise);
/** In one step: tests read it at any time. */
const write = (path, value) => {
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(value));
  renameSync(`${path}.${process.pid}`, path);
};
const state = read(file, empty);
const given = read(`${file}.given`, {});
appendFileSync(`${file}.calls`, `${command}${RELEASE ? ` ${RELEASE}` : ""}\n`);
const running = { version: RELEASE, ready: true };
const faults = given.faults ?? state.faults;
const fault = faults?.[command];
if (fault === "hang-once") write(`${file}.given`, { ...given, faults: { ...faults, [command]: undefined } });
if (fault === "hang" || fault === "hang-once") setInterval(() => {}, 60_000);
else if (fault === "fail") {
  console.error("permission denied for deployer");
  process.exitCode = 9;
} else if (command === "observe") {
  const { stable, candidate, weight } = state;
  const counts = given.counts ?? state.counts;
  process.stdout.write(JSON.stringify({ stable, candidate, weight, ...(counts ? { counts } : {}) }));
} else {
  if (command === "set-weight") Object.assign(state, { candidate: running, weight: Number(WEIGHT) });
  if (command === "promote" || command === "restore") state.stable = running;
  if (command !== "set-weight") Object.assign(state, { candidate: null, weight: 0 });
  write(file, state);
}
