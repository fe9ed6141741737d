// The published reports as `GET /api/v1/needs` and `/api/v1/tools` give them (openapi.yaml).

export interface Bounds {
  low: number;
  high: number;
}

export interface Moment extends Bounds {
  window: number;
  name: string;
}

export type Standing =
  | "unreviewed"
  | "tolerated"
  | "piloting"
  | "sanctioned"
  | "restricted"
  | "blocked";

export type HabitCode = "not_known" | "tried_once" | "trial" | "habit";

// Whether those who began with a tool some windows ago still use it.
export interface Habit {
  code: HabitCode;
  words: string;
  share: Bounds | null;
}

export type ReasonCode =
  | "absent"
  | "unknown"
  | "unfit"
  | "inaccessible"
  | "unconnected"
  | "outside_pull"
  | "too_early"
  | "too_few";

export interface ToolInNeed {
  tool: string;
  name: string;
  standing: string; // a Standing, or words such as "offered to Design"
  devices: Bounds;
  habit: Habit;
  trend: Moment[];
}

export interface Need {
  need: string;
  name: string;
  group: string;
  rank: number;
  index: Bounds;
  devices: Bounds;
  reach: Bounds;
  gap: Bounds;
  persistence: Bounds;
  growth: Bounds;
  fragmentation: Bounds;
  reason: { code: ReasonCode; words: string; fix: string };
  trend: Moment[];
  grade: "solid" | "indicative";
  offered: ToolInNeed[];
  tools: ToolInNeed[];
  evidence: string[];
  suppressed: string | null;
}

export interface Tool {
  tool: string;
  name: string;
  vendor: string;
  need: string;
  standing: string;
  devices: Bounds;
  departments: (Bounds & { department: string; name: string })[];
  days: Record<string, Bounds>;
  habit: Habit;
  stage: "seed" | "early" | "crossing" | "mainstream" | null;
  trend: Moment[];
}

export interface Head {
  organisation: string;
  lab: boolean;
  k: number;
  notice: string | null;
  window: { id: number; name: string; count: number }; // count 0: nothing is published yet
  line: {
    enrolled: number;
    reporting: Bounds | null;
    arrived: number | null;
    names_seen: number | null;
  };
}

export type NeedsReport = Head & { needs: Need[] };
export type ToolsReport = Head & { tools: Tool[] };

export function bounds(value: number | Bounds): Bounds {
  return typeof value === "number" ? { low: value, high: value } : value;
}

export function middle(value: number | Bounds): number {
  const { low, high } = bounds(value);
  return (low + high) / 2;
}
