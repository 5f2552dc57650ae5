/** The exposition format in which alone Prometheus 2.42 scrapes native histograms (prometheus/client_model metrics.proto). */
export const CONTENT_TYPE =
  "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";

const VARINT = 0;
const FIXED_64 = 1;
const BYTES = 2;
const COUNTER = 0;
const HISTOGRAM = 4;

type Labels = Readonly<Record<string, string>>;

/** A family with its length before it. */
export function delimited(family: Buffer): Buffer {
  return Buffer.concat([varint(family.length), family]);
}

export function counterFamily(name: string, labels: Labels, value: number): Buffer {
  return family(name, COUNTER, labels, field(3, double(1, value)));
}

/** A native histogram with one span of buckets. */
export function histogramFamily(
  name: string,
  labels: Labels,
  of: { readonly schema: number; readonly firstIndex: number; readonly buckets: readonly number[] },
): Buffer {
  const total = of.buckets.reduce((sum, count) => sum + count, 0);
  const deltas = of.buckets.map((count, index) => count - (of.buckets[index - 1] ?? 0));
  const span = Buffer.concat([number(1, zigzag(of.firstIndex)), number(2, of.buckets.length)]);
  const histogram = Buffer.concat([
    number(1, total),
    double(2, total / 10),
    number(5, zigzag(of.schema)),
    double(6, 2 ** -128),
    number(7, 0),
    field(12, span),
    field(13, Buffer.concat(deltas.map((delta) => varint(zigzag(delta))))),
  ]);
  return family(name, HISTOGRAM, labels, field(7, histogram));
}

function family(name: string, type: number, labels: Labels, value: Buffer): Buffer {
  const pairs = Object.entries(labels).map(([key, text]) =>
    field(1, Buffer.concat([field(1, Buffer.from(key)), field(2, Buffer.from(text))])),
  );
  return Buffer.concat([
    field(1, Buffer.from(name)),
    number(3, type),
    field(4, Buffer.concat([...pairs, value])),
  ]);
}

function field(id: number, bytes: Buffer): Buffer {
  return Buffer.concat([varint((id << 3) | BYTES), varint(bytes.length), bytes]);
}

function number(id: number, value: number): Buffer {
  return Buffer.concat([varint((id << 3) | VARINT), varint(value)]);
}

function double(id: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return Buffer.concat([varint((id << 3) | FIXED_64), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  bytes.push(rest);
  return Buffer.from(bytes);
}

function zigzag(value: number): number {
  return value >= 0 ? value * 2 : -value * 2 - 1;
}
