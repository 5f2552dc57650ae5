import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { ActionError, formatBytes } from "@deploy-actions/kernel";
import { systemCode } from "./system-code.ts";

/** Longer ledgers are refused: 100,000 deployments stay far below. */
const MAX_BYTES = 256 * 1_048_576;

/** A ledger file as it was read. */
export interface LedgerText {
  /** Whole lines only. */
  readonly text: string;
  readonly wholeBytes: number;
  /** Bytes after the last line end: what a crash while writing left behind, never acknowledged. */
  readonly tornBytes: number;
}

/** What the ledger file holds; nothing when there is none yet. */
export async function readLedgerFile(file: string): Promise<LedgerText> {
  let handle: FileHandle;
  try {
    handle = await open(file, "r");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return { text: "", wholeBytes: 0, tornBytes: 0 };
    throw fileError(file, "read", error);
  }
  try {
    // Not to its end but to its size: a device has none, and no end either.
    const { size } = await handle.stat();
    if (size > MAX_BYTES) {
      throw new ActionError(
        "config",
        `The ledger ${file} has ${formatBytes(size)}, more than ${formatBytes(MAX_BYTES)}`,
        {
          hint: "Move the file away; the next deployment starts a new one.",
        },
      );
    }
    const bytes = Buffer.alloc(size);
    let length = 0;
    while (length < size) {
      const { bytesRead } = await handle.read(bytes, length, size - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    const wholeBytes = bytes.subarray(0, length).lastIndexOf(0x0a) + 1;
    return { text: bytes.toString("utf8", 0, wholeBytes), wholeBytes, tornBytes: length - wholeBytes };
  } catch (error) {
    throw error instanceof ActionError ? error : fileError(file, "read", error);
  } finally {
    await handle.close();
  }
}

/**
 * Appends whole lines in one write and waits until they are on the disk. `wholeBytes` is where the last whole line
 * ends: what a crash left behind it is cut off first. On failure the file is as it was.
 */
export async function appendToLedgerFile(file: string, lines: string, wholeBytes: number): Promise<void> {
  let handle: FileHandle;
  try {
    handle = await open(file, constants.O_CREAT | constants.O_WRONLY | constants.O_APPEND, 0o600);
  } catch (error) {
    throw fileError(file, "written", error);
  }
  try {
    const { size } = await handle.stat();
    if (size > wholeBytes) await handle.truncate(wholeBytes);
    await handle.writeFile(lines, "utf8");
    await handle.sync();
    if (wholeBytes === 0) await syncFolder(dirname(file));
  } catch (error) {
    await handle.truncate(wholeBytes).catch(() => undefined);
    throw fileError(file, "written", error);
  } finally {
    await handle.close();
  }
}

/** A new file is on the disk only when its folder is. Where folders cannot be synced, nothing better can be done. */
async function syncFolder(folder: string): Promise<void> {
  try {
    await using handle = await open(folder, "r");
    await handle.sync();
  } catch {
    return;
  }
}

/** A `remote` ActionError that names the file, what went wrong and what to do about it. */
export function fileError(file: string, verb: "read" | "written" | "locked", cause: unknown): ActionError {
  const code = systemCode(cause);
  const [what, hint] = explain(code);
  return new ActionError("remote", `The ledger ${file} cannot be ${verb}: ${what}`, { cause, hint });
}

function explain(code: string | undefined): readonly [string, string] {
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return [
        `the disk is full (${code})`,
        "Free space on its disk and run again; everything recorded before is still there.",
      ];
    case "EACCES":
    case "EPERM":
      return [
        `permission denied (${code})`,
        "Let this user write to the file and its folder, or choose another ledger file.",
      ];
    case "EROFS":
      return [`its disk is read-only (${code})`, "Choose a ledger file on a disk that can be written."];
    case "EISDIR":
    case "ENOTDIR":
      return [
        `a folder is where a file is expected, or the other way round (${code})`,
        "Choose another ledger file.",
      ];
    default:
      return [
        code === undefined ? "an unexpected error" : `the system says ${code}`,
        "Look at the disk that holds it, then run again.",
      ];
  }
}
