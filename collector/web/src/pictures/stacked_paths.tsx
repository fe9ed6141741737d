// Weekly paths of the tools of a need, one on the other: what is offered below, what staff chose
// above. Layers are the middles of their figures; the table has both ends.

import { useWidth } from "../chart/width";
import { middle, type Moment, type Need, type ToolInNeed } from "../report";
import { useWords } from "../words/words";
import { Axes } from "./axes";
import { Picture, Undrawn, type About } from "./picture";
import { height, scaleOf } from "./scale";
import type { Table } from "./table";
import { usePictureWords } from "./words";

const firstWidth = 720; // until the page is laid out
const mostLayers = 5; // of each side; a sixth hue could not be told from the fifth

interface Layer {
  key: string;
  name: string;
  kind: string; // "chosen-0" … of pictures.css
  values: number[]; // by window
}

function layersOf(tools: ToolInNeed[], side: "chosen" | "offered", windows: Moment[], others: string): Layer[] {
  const drawn = tools.filter((tool) => tool.trend.some(({ low }) => low > 0));
  const value = (tool: ToolInNeed, window: number) => {
    const found = tool.trend.find((moment) => moment.window === window);
    return found === undefined || found.low === 0 ? 0 : middle(found); // fewer than k is no layer
  };
  const few = drawn.length > mostLayers ? drawn.slice(0, mostLayers - 1) : drawn;
  const layers = few.map((tool, n) => ({
    key: `${side} ${tool.tool}`,
    name: tool.name,
    kind: `${side}-${n}`,
    values: windows.map(({ window }) => value(tool, window)),
  }));
  const rest = drawn.slice(few.length);
  if (rest.length > 0) {
    layers.push({
      key: `${side} others`,
      name: others,
      kind: `${side}-${mostLayers - 1}`,
      values: windows.map(({ window }) => rest.reduce((sum, tool) => sum + value(tool, window), 0)),
    });
  }
  return layers;
}

function Drawn({ layers, windows, told }: { layers: Layer[]; windows: Moment[]; told: string }) {
  const [frame, width] = useWidth(firstWidth);
  const floors = layers.map((_, n) => windows.map((_window, at) => layers.slice(0, n).reduce((sum, layer) => sum + (layer.values[at] ?? 0), 0)));
  const tops = windows.map((_, at) => layers.reduce((sum, layer) => sum + (layer.values[at] ?? 0), 0));
  const scale = scaleOf(windows, Math.max(...tops), width);
  const point = (at: number, value: number) => `${scale.x(at).toFixed(1)} ${scale.y(value).toFixed(1)}`;
  const area = (layer: Layer, n: number) => {
    const floor = floors[n] ?? [];
    const upper = layer.values.map((value, at) => point(at, (floor[at] ?? 0) + value));
    const lower = floor.map((value, at) => point(at, value)).reverse();
    return `M${[...upper, ...lower].join("L")}Z`;
  };
  return (
    <figure class="paths stacked" ref={frame}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={told}>
        <Axes windows={windows} scale={scale} width={width} />
        {layers.map((layer, n) => (
          <path key={layer.key} class={`layer ${layer.kind}`} d={area(layer, n)} />
        ))}
      </svg>
      <figcaption>
        {[...layers].reverse().map((layer) => (
          <span key={layer.key}>
            <i class={`swatch ${layer.kind}`} aria-hidden="true" />
            {layer.name}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

export function StackedPaths({ need, head }: { need: Need; head: About }) {
  const { say, interval, needName, windowName } = useWords();
  const pictures = usePictureWords();
  const windows = need.trend;
  const tools = [...need.tools, ...need.offered].filter((tool) => tool.trend.length > 0);
  const layers = [
    ...layersOf(need.offered, "offered", windows, `${say.offered}: ${pictures.others}`),
    ...layersOf(need.tools, "chosen", windows, `${say.chosen}: ${pictures.others}`),
  ];
  const enough = windows.length > 1 && layers.length > 0;
  const table: Table = {
    file: "paths",
    columns: [{ name: say.window }, { name: say.devicesAffected, figure: true }, ...tools.map(({ name }) => ({ name, figure: true }))],
    rows: windows.map((moment) => [
      windowName(moment.name),
      { low: moment.low, high: moment.high },
      ...tools.map((tool) => {
        const found = tool.trend.find(({ window }) => window === moment.window);
        return found === undefined ? null : { low: found.low, high: found.high };
      }),
    ]),
  };
  const newest = tools.map((tool) => `${tool.name} ${interval(tool.devices)}`).join(", ");
  return (
    <Picture title={pictures.paths} means={pictures.pathsMeans} need={need} head={head} table={enough ? table : null}>
      {enough ? (
        <Drawn layers={layers} windows={windows} told={`${pictures.paths}: ${needName(need.need, need.name)}. ${newest}`} />
      ) : (
        <Undrawn why={layers.length === 0 ? pictures.noTool(head.k) : pictures.oneWindow} />
      )}
    </Picture>
  );
}
