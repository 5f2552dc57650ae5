/** A point on the paper. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A coordinate with one decimal, the shortest way. */
export function coordinate(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The data of a path through the points; `undefined` is a gap. Empty without points. */
export function linePath(points: readonly (Point | undefined)[]): string {
  let data = "";
  let isDrawing = false;
  for (const point of points) {
    if (point === undefined || !Number.isFinite(point.x) || !Number.isFinite(point.y)) {
      isDrawing = false;
      continue;
    }
    data += `${isDrawing ? "L" : "M"}${coordinate(point.x)} ${coordinate(point.y)}`;
    isDrawing = true;
  }
  return data;
}

/** The data of a closed band between an upper and a lower edge of the same length. */
export function bandPath(upper: readonly Point[], lower: readonly Point[]): string {
  return upper.length === 0 ? "" : `${linePath([...upper, ...lower.toReversed()])}Z`;
}

/**
 * The points that matter at `step` units of width: the last of each column, the highest of all, and every gap.
 * The points go from left to right.
 */
export function thinPoints(points: readonly (Point | undefined)[], step: number): (Point | undefined)[] {
  const highest = points.reduce<Point | undefined>(
    (best, point) => (point !== undefined && (best === undefined || point.y < best.y) ? point : best),
    undefined,
  );
  return points.filter((point, index) => {
    const next = points[index + 1];
    if (point === undefined) return next !== undefined;
    if (next === undefined || point === highest || points[index - 1] === undefined) return true;
    return Math.floor(point.x / step) !== Math.floor(next.x / step);
  });
}
