// A made-up card, shown under the watermark "example, not your data" until the first figures are
// in, so that one knows what will stand here.

import type { Habit, Head, Moment, Need } from "../report";

const lows = [60, 70, 70, 90, 100, 120, 130, 150, 160, 180, 190, 220];

function path(share: number): Moment[] {
  return lows.map((low, n) => {
    const from = Math.floor((low * share) / 10) * 10;
    return { window: n, name: `2026-W${26 + n}`, low: from, high: from + 9 };
  });
}

const habit: Habit = { code: "habit", words: "a habit", share: { low: 0.7, high: 0.78 } };

export const exampleHead: Pick<Head, "k" | "line"> = {
  k: 10,
  line: { enrolled: 1204, reporting: { low: 1140, high: 1149 }, gateways: false, without_agent: null, arrived: 0.97, names_seen: 0.93 },
};

export const exampleNeed: Need = {
  need: "tasks-projects",
  name: "Tasks and projects",
  group: "work-management",
  rank: 1,
  index: { low: 44, high: 48 },
  devices: { low: 220, high: 229 },
  reach: { low: 0.19, high: 0.2 },
  gap: { low: 0.55, high: 0.61 },
  persistence: { low: 0.79, high: 0.85 },
  growth: { low: 1.3, high: 1.5 },
  fragmentation: { low: 0.4, high: 0.5 },
  reason: { code: "unfit", words: "", fix: "" },
  trend: path(1),
  grade: "solid",
  offered: [
    {
      tool: "",
      name: "Tool A",
      standing: "sanctioned",
      devices: { low: 160, high: 169 },
      habit,
      trend: [...path(1.1)].reverse(),
    },
  ],
  tools: [
    { tool: "", name: "Tool B", standing: "unreviewed", devices: { low: 130, high: 139 }, habit, trend: path(0.6) },
    { tool: "", name: "Tool C", standing: "piloting", devices: { low: 80, high: 89 }, habit, trend: path(0.37) },
  ],
  evidence: [],
  suppressed: null,
};
