// The tools page's filter and order, from the address.

import { movement } from "../chart/movement";
import { middle, type Tool } from "../report";
import type { Words } from "../words/words";

export const columns = ["name", "need", "standing", "devices", "growth", "habit", "first", "known"] as const;
export type Column = (typeof columns)[number];

export function isColumn(text: string): text is Column {
  return (columns as readonly string[]).includes(text);
}

const standings = ["blocked", "restricted", "unreviewed", "tolerated", "piloting", "sanctioned"];

// A scoped standing stands with its first word.
const standingRank = (tool: Tool) => standings.indexOf(tool.standing.split(" ")[0] ?? "");

// Share of starters that stayed; below all others where it is not known yet.
const heldBy = (tool: Tool) => (tool.habit.share === null ? -1 : middle(tool.habit.share));

const answers = ["dpa_offered", "soc2", "iso27001", "sso", "mfa", "trains_on_customer_data", "data_region", "breach_history"] as const;
export const mostKnown = answers.length;
export const knownOf = (tool: Tool) => answers.filter((subject) => tool.risk[subject] !== "unknown").length;

const movements = ["fresh", "growing", "steady", "shrinking"];
// What cannot be told stands last.
const growthRank = (tool: Tool, k: number) => {
  const going = movement(tool.trend, k);
  return going === null ? movements.length : movements.indexOf(going);
};

interface Sorting {
  k: number;
  needName: Words["needName"];
}

function compare(a: Tool, b: Tool, column: Column, { k, needName }: Sorting): number {
  switch (column) {
    case "name":
      return a.name.localeCompare(b.name);
    case "need":
      return needName(a.need).localeCompare(needName(b.need));
    case "standing":
      return standingRank(a) - standingRank(b);
    case "devices":
      return middle(b.devices) - middle(a.devices);
    case "growth":
      return growthRank(a, k) - growthRank(b, k);
    case "habit":
      return heldBy(b) - heldBy(a);
    case "first":
      return (b.first_seen?.window ?? 0) - (a.first_seen?.window ?? 0);
    case "known":
      return knownOf(b) - knownOf(a);
  }
}

export function arranged(tools: Tool[], query: URLSearchParams, sorting: Sorting): Tool[] {
  const asked = query.get("sort") ?? "devices";
  const column = isColumn(asked) ? asked : "devices";
  const turn = query.get("turn") === "back" ? -1 : 1;
  const text = (query.get("q") ?? "").trim().toLocaleLowerCase();
  const standing = query.get("standing") ?? "";
  const need = query.get("need") ?? "";
  const growth = query.get("growth") ?? "";
  const { k, needName } = sorting;
  return tools
    .filter((tool) => standing === "" || tool.standing === standing)
    .filter((tool) => need === "" || tool.need === need)
    .filter((tool) => growth === "" || movement(tool.trend, k) === growth)
    .filter((tool) =>
      [tool.name, tool.tool, tool.vendor, needName(tool.need)].some((name) => name.toLocaleLowerCase().includes(text)),
    )
    .sort((a, b) => turn * compare(a, b, column, sorting) || middle(b.devices) - middle(a.devices));
}
