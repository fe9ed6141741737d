// The published reports as `GET /api/v1/needs` and `/api/v1/tools` give them. schema.ts is made from
// collector/api/openapi.yaml (tests/web/api_test.mjs says how and checks that it is current).

import type { components } from "./schema";

type Schemas = components["schemas"];

export type Bounds = Schemas["Bounds"];
export type Moment = Schemas["Moment"];
export type Habit = Schemas["Habit"];
export type HabitCode = Habit["code"];
export type ReasonCode = Schemas["Reason"]["code"];
export type ToolInNeed = Schemas["ToolInNeed"];
export type Need = Schemas["Need"];
export type Tool = Schemas["Tool"];
export type Head = Schemas["Head"];
export type NeedsReport = Schemas["NeedsReport"];
export type ToolsReport = Schemas["ToolsReport"];

// The standings; a scoped one ("offered to Design") is words from the server.
export type Standing =
  | "unreviewed"
  | "tolerated"
  | "piloting"
  | "sanctioned"
  | "restricted"
  | "blocked";

export function bounds(value: number | Bounds): Bounds {
  return typeof value === "number" ? { low: value, high: value } : value;
}

export function middle(value: number | Bounds): number {
  const { low, high } = bounds(value);
  return (low + high) / 2;
}

export type ReportName = "needs" | "tools";

export function reportUrl(name: ReportName, query: URLSearchParams, format = ""): string {
  const asked = new URLSearchParams();
  for (const key of ["window", "department"]) {
    const value = query.get(key);
    if (value !== null && value !== "") asked.set(key, value);
  }
  if (format !== "") asked.set("format", format);
  const text = asked.toString();
  return `/api/v1/${name}${text === "" ? "" : `?${text}`}`;
}
