/** A stream of text for a person or a runner. */
export interface Writer {
  write(text: string): void;
  readonly isTty: boolean;
  /** Columns of the terminal; 80 when unknown. */
  readonly columns: number;
}

/** A {@link Writer} over a stream of this process; a reader that went away (EPIPE) is not an error of ours. */
export function streamWriter(stream: NodeJS.WriteStream): Writer {
  stream.on("error", () => {});
  return {
    write: (text) => {
      stream.write(text);
    },
    get isTty() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns > 0 ? stream.columns : 80;
    },
  };
}
