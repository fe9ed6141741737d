import type { ReasonCode } from "../report";

// One small drawing for each likely reason; the words always stand beside it.
const strokes: Record<ReasonCode, string> = {
  absent: "M4 12h16M12 4v16",
  unknown: "M9 9.5a3 3 0 1 1 4.6 2.500c-1 .7-1.600 1.300-1.600 2.500M12 18v.01",
  unfit: "M5 5h8v8H5zM19 15.500a3.500 3.500 0 1 1-7 0 3.500 3.500 0 0 1 7 0z",
  inaccessible: "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3",
  unconnected: "M10 14l-3 3a3 3 0 0 1-4-4l3-3M14 10l3-3a3 3 0 0 1 4 4l-3 3M9 5l1 2M15 19l-1-2",
  outside_pull: "M10 5H5v14h5M20 12H10M14 8l-4 4 4 4",
  too_early: "M12 7v5l3 2M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16z",
  too_few: "M8 12h.01M12 12h.01M16 12h.01",
};

export function ReasonIcon({ code }: { code: ReasonCode }) {
  return (
    <svg class="reason-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={strokes[code] ?? strokes.unknown} />
    </svg>
  );
}
