// Devices affected over the windows: the veil is what the figures leave open, the line its middle.
// Promises stand where they began to count.

import { useWidth } from "../chart/width";
import { bounds, middle, type Need } from "../report";
import { useWords } from "../words/words";
import { Axes } from "./axes";
import { Picture, Undrawn, type About } from "./picture";
import { edges, height, scaleOf } from "./scale";
import type { Table } from "./table";
import { usePictureWords } from "./words";

const firstWidth = 720; // until the page is laid out

export interface Mark {
  window: string;
  words: string;
}

function Drawn({ need, promises }: { need: Need; promises: Mark[] }) {
  const { say, interval, windowName } = useWords();
  const pictures = usePictureWords();
  const [frame, width] = useWidth(firstWidth);
  const windows = need.trend;
  const scale = scaleOf(windows, Math.max(...windows.map(({ high }) => high)), width);
  const point = (n: number, value: number) => `${scale.x(n).toFixed(1)} ${scale.y(value).toFixed(1)}`;
  const veil = [
    ...windows.map((moment, n) => point(n, moment.high)),
    ...windows.map((moment, n) => point(n, moment.low)).reverse(),
  ];
  const placed = promises
    .map((promise, number) => ({ ...promise, number: number + 1, at: windows.findIndex(({ name }) => name === promise.window) }))
    .filter(({ at }) => at >= 0);
  const [first, last] = [windows[0], windows.at(-1)];
  if (first === undefined || last === undefined) return null;
  const told = `${say.devicesAffected}: ${windowName(first.name)} ${interval(first)}, ${windowName(last.name)} ${interval(last)}`;
  return (
    <figure class="paths bands" ref={frame}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={told}>
        <Axes windows={windows} scale={scale} width={width} />
        <path class="veil" d={`M${veil.join("L")}Z`} />
        <path class="line chosen" d={`M${windows.map((moment, n) => point(n, middle(moment))).join("L")}`} />
        {placed.map(({ number, at }) => (
          <g key={number} class="decided">
            <line x1={scale.x(at)} x2={scale.x(at)} y1={edges.top} y2={height - edges.bottom} />
            <text class={at > windows.length / 2 ? "tick end" : "tick"} x={scale.x(at) + (at > windows.length / 2 ? -5 : 5)} y={edges.top + 10}>
              {pictures.promiseMark(number)}
            </text>
          </g>
        ))}
      </svg>
      {placed.length > 0 && (
        <figcaption>
          {placed.map(({ number, words }) => (
            <span key={number}>
              {pictures.promiseMark(number)}: {words}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
}

export function TrendBands({ need, head, promises }: { need: Need; head: About; promises: Mark[] }) {
  const { say, windowName } = useWords();
  const pictures = usePictureWords();
  const enough = need.trend.length > 1;
  const table: Table = {
    file: "trend",
    columns: [{ name: say.window }, { name: say.devicesAffected, figure: true }],
    rows: need.trend.map((moment) => [windowName(moment.name), bounds(moment)]),
  };
  return (
    <Picture title={say.trend} means={pictures.trendMeans} need={need} head={head} table={enough ? table : null}>
      {enough ? <Drawn need={need} promises={promises} /> : <Undrawn why={pictures.oneWindow} />}
    </Picture>
  );
}
