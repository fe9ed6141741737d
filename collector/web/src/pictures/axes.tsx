import type { Moment } from "../report";
import { useWords } from "../words/words";
import { edges, height, type Scale } from "./scale";

// Grid lines with their marks, and the names of the windows.
export function Axes({ windows, scale, width }: { windows: Moment[]; scale: Scale; width: number }) {
  const { number, windowShort } = useWords();
  return (
    <>
      {scale.marks.map((mark) => (
        <g key={mark}>
          <line class="grid" x1={edges.left} x2={width - edges.right} y1={scale.y(mark)} y2={scale.y(mark)} />
          <text class="tick end" x={edges.left - 6} y={scale.y(mark) + 4}>
            {number(mark)}
          </text>
        </g>
      ))}
      {windows.map((moment, n) =>
        scale.named(n) ? (
          <text key={moment.window} class={n === windows.length - 1 ? "tick end" : n === 0 ? "tick" : "tick middle"} x={scale.x(n)} y={height - 8}>
            {windowShort(moment.name)}
          </text>
        ) : null,
      )}
    </>
  );
}
