// Displacement as a Sankey: from what devices used before to what they use now, as far as it is
// published. The figures are bands, a flow is as wide as its middle.

import { useWidth } from "../chart/width";
import { bounds, type Need } from "../report";
import type { components } from "../schema";
import { useWords } from "../words/words";
import { drawingOf, ways, type Flow } from "./moves";
import { Picture, Undrawn, type About } from "./picture";
import type { Table } from "./table";
import { usePictureWords } from "./words";

type Pictures = components["schemas"]["NeedPictures"];

const firstWidth = 720; // until the page is laid out
const post = 10; // wide
const roomForNames = 460; // below that names stand under the drawing

interface Label {
  key: string;
  end: boolean;
  top: number;
  name: string;
  figure: string;
}

function Words({ label, width, named }: { label: Label; width: number; named: boolean }) {
  const x = label.end ? width - post - 6 : post + 6;
  return (
    <text class={label.end ? "name end" : "name"} x={x} y={label.top + 14}>
      {named && label.name}
      <tspan class="figure" x={x} dy={named ? 16 : 4}>
        {label.figure}
      </tspan>
    </text>
  );
}

function Names({ labels }: { labels: Label[] }) {
  const pictures = usePictureWords();
  return (
    <figcaption>
      {[false, true].map((end) => (
        <span key={String(end)}>
          {end ? pictures.now : pictures.before}: {labels.filter((label) => label.end === end).map(({ name, figure }) => `${name} ${figure}`).join("; ")}
        </span>
      ))}
    </figcaption>
  );
}

function Drawn({ flows, told }: { flows: Flow[]; told: string }) {
  const { interval } = useWords();
  const pictures = usePictureWords();
  const [frame, width] = useWidth(firstWidth);
  const drawing = drawingOf(flows);
  const half = width / 2;
  const named = width >= roomForNames;
  const labels: Label[] = [
    ...drawing.from.map((node) => ({ key: node.name, end: false, top: node.top, name: pictures.from[node.name], figure: interval(node.sum) })),
    ...drawing.to.map((node) => ({ key: node.name, end: true, top: node.top, name: pictures.to[node.name], figure: interval(node.sum) })),
  ];
  const ribbon = (left: number, right: number, size: number) =>
    `M${post} ${left}C${half} ${left} ${half} ${right} ${width - post} ${right}` +
    `V${right + size}C${half} ${right + size} ${half} ${left + size} ${post} ${left + size}Z`;
  return (
    <figure class="paths flow" ref={frame}>
      <svg viewBox={`0 0 ${width} ${drawing.height}`} role="img" aria-label={told}>
        {drawing.links.map((link) => (
          <path key={link.code} class={`ribbon ${link.to}`} d={ribbon(link.left, link.right, link.size)} />
        ))}
        {drawing.from.map((node) => (
          <rect key={node.name} class={`post ${node.name}`} x={0} y={node.top} width={post} height={node.size} />
        ))}
        {drawing.to.map((node) => (
          <rect key={node.name} class={`post ${node.name}`} x={width - post} y={node.top} width={post} height={node.size} />
        ))}
        {labels.map((label) => (
          <Words key={label.key} label={label} width={width} named={named} />
        ))}
      </svg>
      {!named && <Names labels={labels} />}
    </figure>
  );
}

export function MovesFlow({ need, head, told }: { need: Need; head: About; told: Pictures }) {
  const { interval } = useWords();
  const pictures = usePictureWords();
  const flows = (told.moves?.rows ?? []).filter(({ high }) => high > 0);
  const words = flows.map((flow) => {
    const [from, to] = ways[flow.code];
    return { before: pictures.from[from], now: pictures.to[to], flow };
  });
  const table: Table = {
    file: "moves",
    columns: [{ name: pictures.before }, { name: pictures.now }, { name: pictures.devices, figure: true }],
    rows: words.map(({ before, now, flow }) => [before, now, bounds(flow)]),
  };
  const any = told.moves !== null && flows.length > 0;
  const aloud = words.map(({ before, now, flow }) => `${before} → ${now}: ${interval(flow)}`).join("; ");
  return (
    <Picture title={pictures.moves} means={pictures.movesMean} need={need} head={head} table={any ? table : null}
      {...(told.moves !== null && { window: told.moves.window })}>
      {any ? (
        <Drawn flows={flows} told={`${pictures.moves}: ${aloud}`} />
      ) : (
        <Undrawn why={told.no_moves === "nothing_offered" ? pictures.nothingToLeave : pictures.tooFewMoves(head.k)} />
      )}
    </Picture>
  );
}
