import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

/** Encodings that {@link readBody} undoes, for Accept-Encoding. */
export const ACCEPTED_ENCODINGS = "gzip, deflate, br";

/** The body up to `maxBytes` after decoding; the rest is dropped, so that a compression bomb costs `maxBytes` at most. */
export async function readBody(
  body: Readable,
  encoding: string | undefined,
  maxBytes: number,
): Promise<{ readonly bytes: Uint8Array; readonly truncated: boolean }> {
  const source = decoded(body, encoding);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source as AsyncIterable<Uint8Array>) {
    const room = maxBytes - length;
    if (chunk.length > room) {
      chunks.push(chunk.subarray(0, room));
      body.on("error", () => undefined).destroy();
      return { bytes: Buffer.concat(chunks), truncated: true };
    }
    chunks.push(chunk);
    length += chunk.length;
  }
  return { bytes: Buffer.concat(chunks), truncated: false };
}

function decoded(body: Readable, encoding: string | undefined): Readable {
  const decoder = createDecoder(encoding?.trim().toLowerCase());
  if (decoder === undefined) return body;
  body.on("error", (error) => decoder.destroy(error));
  return body.pipe(decoder);
}

function createDecoder(encoding: string | undefined) {
  if (encoding === "gzip" || encoding === "x-gzip") return createGunzip();
  if (encoding === "deflate") return createInflate();
  if (encoding === "br") return createBrotliDecompress();
  return undefined;
}
