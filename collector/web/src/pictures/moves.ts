// Where the flows of the Sankey begin and end, and where each stands on the drawing.

import { middle, type Bounds } from "../report";

export type MoveCode = "beside" | "never" | "moved" | "stopped" | "login_only" | "too_early";
export type From = "offered" | "login" | "never" | "young";
export type To = "other" | "both" | "neither";

export const ways: Record<MoveCode, [From, To]> = {
  moved: ["offered", "other"],
  beside: ["offered", "both"],
  stopped: ["offered", "neither"],
  login_only: ["login", "other"],
  never: ["never", "other"],
  too_early: ["young", "other"],
};

export interface Flow extends Bounds {
  code: MoveCode;
}

interface Node<Name> {
  name: Name;
  top: number;
  size: number;
  sum: Bounds;
}

interface Link {
  code: MoveCode;
  to: To;
  left: number; // upper edge there
  right: number;
  size: number;
}

export interface Drawing {
  from: Node<From>[];
  to: Node<To>[];
  links: Link[];
  height: number;
}

const orderFrom: From[] = ["offered", "login", "never", "young"];
const orderTo: To[] = ["both", "other", "neither"];
const least = 34; // of a node with its two lines of words
const gap = 14;
const tallest = 220; // of all flows together
const thinnest = 2;

function nodesOf<Name extends From | To>(order: Name[], flows: Flow[], sizes: Map<MoveCode, number>, side: 0 | 1): Node<Name>[] {
  let top = 4;
  return order.flatMap((name) => {
    const here = flows.filter(({ code }) => ways[code][side] === name);
    if (here.length === 0) return [];
    const size = here.reduce((sum, { code }) => sum + (sizes.get(code) ?? 0), 0);
    const node = {
      name,
      top,
      size,
      sum: { low: here.reduce((sum, { low }) => sum + low, 0), high: here.reduce((sum, { high }) => sum + high, 0) },
    };
    top += Math.max(least, size) + gap;
    return [node];
  });
}

export function drawingOf(flows: Flow[]): Drawing {
  const all = Math.max(1, flows.reduce((sum, flow) => sum + middle(flow), 0));
  const sizes = new Map(flows.map((flow) => [flow.code, Math.max(thinnest, (tallest * middle(flow)) / all)]));
  const from = nodesOf(orderFrom, flows, sizes, 0);
  const to = nodesOf(orderTo, flows, sizes, 1);
  const usedFrom = new Map(from.map(({ name, top }) => [name, top]));
  const usedTo = new Map(to.map(({ name, top }) => [name, top]));
  const links: Link[] = [];
  // In the order of both sides, so that as few flows as can be cross.
  const sorted = [...flows].sort((a, b) => {
    const [fromA, toA] = ways[a.code];
    const [fromB, toB] = ways[b.code];
    return orderFrom.indexOf(fromA) - orderFrom.indexOf(fromB) || orderTo.indexOf(toA) - orderTo.indexOf(toB);
  });
  for (const { code } of sorted) {
    const [start, end] = ways[code];
    const size = sizes.get(code) ?? 0;
    const left = usedFrom.get(start) ?? 0;
    const right = usedTo.get(end) ?? 0;
    links.push({ code, to: end, left, right, size });
    usedFrom.set(start, left + size);
    usedTo.set(end, right + size);
  }
  const bottom = (nodes: Node<From | To>[]) => {
    const last = nodes.at(-1);
    return last === undefined ? 0 : last.top + Math.max(least, last.size);
  };
  return { from, to, links, height: Math.max(bottom(from), bottom(to)) + 6 };
}
