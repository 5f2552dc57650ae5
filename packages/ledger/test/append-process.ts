// A process of its own that appends to a ledger file: node append-process.ts <file> <id> <name> <count>
import { systemClock, systemRandom } from "@deploy-actions/action-kit";
import { createFileLedger } from "@deploy-actions/ledger";

const [file = "", id = "", name = "", count = "0"] = process.argv.slice(2);
const ledger = createFileLedger({ file, clock: systemClock, random: systemRandom, liveMs: 60_000 });
const { signal } = new AbortController();
for (let index = 0; index < Number(count); index += 1) {
  await ledger.append(
    id,
    { phase: "baking", weight: 25, note: `${name} ${index} ${"x".repeat(100)}` },
    signal,
  );
}
