import {fontSize, textWidth} from "./chart.js";

/** A line of a picture: its name and its points in px from left and top, in the order of x. */
export interface DrawnLine {
  name: string;
  points: readonly (readonly [number, number])[];
}

/** Where a name stands: px from the end of its line. */
export interface NamePlace {
  dx: number;
  dy: number;
  anchor: "start" | "end";
}

const places: readonly NamePlace[] = [
  {dx: 8, dy: 0, anchor: "start"},
  {dx: 2, dy: -12, anchor: "start"},
  {dx: -2, dy: -12, anchor: "end"},
  {dx: -2, dy: 13, anchor: "end"},
  {dx: 2, dy: 13, anchor: "start"}
];

/**
 * Where the name of a line that ends inside the picture lies on the least of all lines; right of its end if it can.
 * @param right px up to which a name may reach.
 */
export function nameBesideEnd(own: DrawnLine, lines: readonly DrawnLine[], right: number): NamePlace {
  const [x, y] = own.points[own.points.length - 1];
  const width = textWidth(own.name) * 1.15;
  const covered = ({dx, dy, anchor}: NamePlace) => {
    const from = x + dx - (anchor === "end" ? width : 0);
    return lines.reduce((sum, {points}) => sum + lengthInside(points, from, width, y + dy), 0);
  };
  const within = places.filter(({dx, anchor}) => anchor === "end" || x + dx + width <= right);
  return within.reduce((best, place) => (covered(place) < covered(best) ? place : best));
}

/** How many px of a line, counted along x, lie in a box about the height `middle`. */
function lengthInside(
  points: readonly (readonly [number, number])[],
  from: number,
  width: number,
  middle: number
): number {
  let inside = 0;
  for (let k = 1; k < points.length; ++k) {
    const [[x0, y0], [x1, y1]] = [points[k - 1], points[k]];
    for (let x = Math.max(x0, from); x <= Math.min(x1, from + width); ++x) {
      const y = y0 + ((x - x0) / (x1 - x0 || 1)) * (y1 - y0);
      if (Math.abs(y - middle) < 0.7 * fontSize) ++inside;
    }
  }
  return inside;
}
