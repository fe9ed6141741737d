// Pairs of tools between which work goes back and forth: the broader the line, the more devices.
// Only pairs of the signed list are counted at all.

import { useWidth } from "../chart/width";
import { bounds, middle, type Need } from "../report";
import type { components } from "../schema";
import { useWords } from "../words/words";
import { Picture, Undrawn, type About } from "./picture";
import type { Cell, Table } from "./table";
import { usePictureWords } from "./words";

type Pictures = components["schemas"]["NeedPictures"];
type Pair = Pictures["pairs"][number];

const firstWidth = 560; // until the page is laid out
const mostPairs = 8; // drawn; the table has all
const broadest = 14;

interface Spot {
  tool: string;
  name: string;
  x: number;
  y: number;
  below: boolean; // its name stands below it
}

// On an ellipse, the first two at its ends, so that a single pair lies flat.
function spotsOf(pairs: Pair[], width: number, height: number): Map<string, Spot> {
  const names = new Map<string, string>();
  for (const { first, second, names: words } of pairs) {
    names.set(first, words[0] ?? first);
    names.set(second, words[1] ?? second);
  }
  const all = [...names];
  const beside = Math.min(110, width / 4);
  return new Map(
    all.map(([tool, name], n) => {
      const turn = Math.PI + (2 * Math.PI * n) / all.length;
      const y = height / 2 + (height / 2 - 34) * Math.sin(turn);
      const x = width / 2 + (width / 2 - beside) * Math.cos(turn);
      return [tool, { tool, name, x, y, below: y >= height / 2 - 1 }];
    }),
  );
}

function Drawn({ pairs, own, told }: { pairs: Pair[]; own: Set<string>; told: string }) {
  const { interval } = useWords();
  const [frame, width] = useWidth(firstWidth);
  const drawn = pairs.slice(0, mostPairs);
  const many = new Set(drawn.flatMap(({ first, second }) => [first, second])).size;
  const height = many <= 2 ? 110 : 250;
  const spots = spotsOf(drawn, width, height);
  const most = Math.max(1, ...drawn.map(({ devices }) => middle(devices)));
  return (
    <figure class="paths graph" ref={frame}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={told}>
        {drawn.map((pair) => {
          const [a, b] = [spots.get(pair.first), spots.get(pair.second)];
          if (a === undefined || b === undefined) return null;
          return (
            <g key={`${pair.first} ${pair.second}`}>
              <line class={`tie ${pair.shape}`} x1={a.x} y1={a.y} x2={b.x} y2={b.y}
                stroke-width={Math.max(2, (broadest * middle(pair.devices)) / most).toFixed(1)} />
              <text class="name middle" x={(a.x + b.x) / 2} y={(a.y + b.y) / 2 + 4}>
                {interval(pair.devices)}
              </text>
            </g>
          );
        })}
        {[...spots.values()].map((spot) => (
          <g key={spot.tool}>
            <circle class={own.has(spot.tool) ? "spot own" : "spot"} cx={spot.x} cy={spot.y} r={9} />
            <text class="name middle" x={spot.x} y={spot.below ? spot.y + 26 : spot.y - 16}>
              {spot.name}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}

export function PairGraph({ need, head, told }: { need: Need; head: About; told: Pictures }) {
  const { interval } = useWords();
  const pictures = usePictureWords();
  const own = new Set([...need.tools, ...need.offered].map(({ tool }) => tool));
  const any = told.pairs.length > 0;
  const minutes = told.pairs.some((pair) => pair.told !== null);
  const table: Table = {
    file: "pairs",
    columns: [
      { name: pictures.pair },
      { name: pictures.shape },
      { name: pictures.devices, figure: true },
      { name: pictures.bounces, figure: true },
      { name: pictures.days, figure: true },
      { name: pictures.hours, figure: true },
      ...(minutes ? [{ name: pictures.hoursTold, figure: true }] : []),
    ],
    rows: told.pairs.map((pair): Cell[] => [
      pair.names.join(" – "),
      pictures.shapes[pair.shape],
      bounds(pair.devices),
      pair.bounces_a_day,
      pair.days_a_week,
      pair.hours_a_year,
      ...(minutes ? [pair.told?.hours_a_year ?? null] : []),
    ]),
  };
  const aloud = told.pairs.map(({ names, devices }) => `${names.join(" – ")}: ${interval(devices)}`).join("; ");
  return (
    <Picture title={pictures.pairs} means={pictures.pairsMean} need={need} head={head} table={any ? table : null}>
      {any ? (
        <Drawn pairs={told.pairs} own={own} told={`${pictures.pairs}: ${aloud}`} />
      ) : (
        <Undrawn why={told.no_pairs === "not_listed" ? pictures.notListed : pictures.tooFewPairs(head.k)} />
      )}
    </Picture>
  );
}
