// The tools page's filter and order, from the address.

import { middle, type Tool } from "../report";
import type { Words } from "../words/words";

export const columns = ["name", "need", "standing", "devices", "habit"] as const;
export type Column = (typeof columns)[number];

export function isColumn(text: string): text is Column {
  return (columns as readonly string[]).includes(text);
}

const standings = ["blocked", "restricted", "unreviewed", "tolerated", "piloting", "sanctioned"];

// A scoped standing stands with its first word.
const standingRank = (tool: Tool) => standings.indexOf(tool.standing.split(" ")[0] ?? "");

// Share of starters that stayed; below all others where it is not known yet.
const heldBy = (tool: Tool) => (tool.habit.share === null ? -1 : middle(tool.habit.share));

function compare(a: Tool, b: Tool, column: Column, needName: Words["needName"]): number {
  switch (column) {
    case "name":
      return a.name.localeCompare(b.name);
    case "need":
      return needName(a.need).localeCompare(needName(b.need));
    case "standing":
      return standingRank(a) - standingRank(b);
    case "devices":
      return middle(b.devices) - middle(a.devices);
    case "habit":
      return heldBy(b) - heldBy(a);
  }
}

export function arranged(
  tools: Tool[],
  query: URLSearchParams,
  needName: Words["needName"],
): Tool[] {
  const asked = query.get("sort") ?? "devices";
  const column = isColumn(asked) ? asked : "devices";
  const turn = query.get("turn") === "back" ? -1 : 1;
  const text = (query.get("q") ?? "").trim().toLocaleLowerCase();
  const standing = query.get("standing") ?? "";
  return tools
    .filter((tool) => standing === "" || tool.standing === standing)
    .filter((tool) =>
      [tool.name, tool.tool, tool.vendor, needName(tool.need)].some((name) => name.toLocaleLowerCase().includes(text)),
    )
    .sort((a, b) => turn * compare(a, b, column, needName) || middle(b.devices) - middle(a.devices));
}
