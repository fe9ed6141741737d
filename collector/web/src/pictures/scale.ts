// Axes of the pictures over time.

import type { Moment } from "../report";

export const height = 260;
export const edges = { left: 44, right: 10, top: 12, bottom: 28 };
const tickWidth = 64;

// Whole marks from none to above `most`, at most five steps: 0, 5, 10 …
export function marks(most: number): number[] {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  const steps = [0.1, 0.2, 0.5, 1, 2].map((times) => Math.max(1, times * power));
  const step = steps.find((one) => most / one <= 5) ?? most;
  return Array.from({ length: Math.max(1, Math.ceil(most / step)) + 1 }, (_, n) => n * step);
}

export interface Scale {
  x: (n: number) => number;
  y: (value: number) => number;
  marks: number[];
  named: (n: number) => boolean; // whether this window's name has room
}

export function scaleOf(windows: Moment[], most: number, width: number): Scale {
  const all = marks(Math.max(1, most));
  const top = all.at(-1) ?? 1;
  const last = windows.length - 1;
  const every = Math.max(1, Math.ceil((windows.length * tickWidth) / (width - edges.left)));
  const between = (width - edges.left - edges.right) / Math.max(1, last);
  return {
    marks: all,
    x: (n) => edges.left + n * between,
    y: (value) => height - edges.bottom - (value * (height - edges.top - edges.bottom)) / top,
    named: (n) => n === last || (n % every === 0 && (last - n) * between >= 1.3 * tickWidth) // the last one ends at its window, the others stand around theirs,
  };
}
