// Where a path of windows is heading, told from intervals alone: a change counts only where the
// intervals do not touch and the difference is more than chance gives two counts of that size.

import { middle, type Moment } from "../report";

export type Movement = "growing" | "shrinking" | "steady" | "fresh";

const lookBack = 4; // windows; a month of weeks
const leastChange = 0.1;
const noise = 2; // standard deviations of a difference of two counts

// Nothing where there are too few windows to compare.
export function movement(trend: Moment[], smallest: number): Movement | null {
  const last = trend.at(-1);
  const before = trend.at(-1 - lookBack) ?? trend[0];
  if (last === undefined || before === undefined || trend.length < 3) return null;
  const earlier = trend.slice(0, -lookBack);
  const wasThere = earlier.some((moment) => moment.high >= smallest);
  if (!wasThere && earlier.length > 0 && last.high >= smallest) return "fresh";
  const [now, then] = [middle(last), middle(before)];
  if (Math.abs(now - then) < noise * Math.sqrt(now + then)) return "steady";
  const change = (now - then) / Math.max(1, then);
  if (last.low > before.high && change >= leastChange) return "growing";
  if (last.high < before.low && change <= -leastChange) return "shrinking";
  return "steady";
}
