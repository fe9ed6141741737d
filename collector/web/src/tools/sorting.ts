// The tools page's filter and order, from the address.

import { middle, type Tool } from "../report";

export const columns = ["name", "need", "standing", "devices", "habit"] as const;
export type Column = (typeof columns)[number];

export function isColumn(text: string): text is Column {
  return (columns as readonly string[]).includes(text);
}

const standings = ["blocked", "restricted", "unreviewed", "tolerated", "piloting", "sanctioned"];

function compare(a: Tool, b: Tool, column: Column): number {
  switch (column) {
    case "name":
      return a.name.localeCompare(b.name);
    case "need":
      return a.need.localeCompare(b.need);
    case "standing":
      return standings.indexOf(a.standing) - standings.indexOf(b.standing);
    case "devices":
      return middle(b.devices) - middle(a.devices);
    case "habit":
      return middle(b.habit ?? -1) - middle(a.habit ?? -1);
  }
}

export function arranged(tools: Tool[], query: URLSearchParams): Tool[] {
  const asked = query.get("sort") ?? "devices";
  const column = isColumn(asked) ? asked : "devices";
  const turn = query.get("turn") === "back" ? -1 : 1;
  const text = (query.get("q") ?? "").trim().toLocaleLowerCase();
  const standing = query.get("standing") ?? "";
  return tools
    .filter((tool) => standing === "" || tool.standing === standing)
    .filter((tool) =>
      [tool.name, tool.tool, tool.vendor, tool.need].some((name) => name.toLocaleLowerCase().includes(text)),
    )
    .sort((a, b) => turn * compare(a, b, column) || middle(b.devices) - middle(a.devices));
}
