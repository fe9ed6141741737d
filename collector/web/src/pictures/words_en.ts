// English of a need's pictures; fetched with them. `PictureWords` is this object's type, so a key
// missing in words_fi.ts or words_de.ts does not compile.

import type { Said } from "../words/en";

export const picturesInEnglish = {
  atLeast: (k: number) => `every figure ${k} devices or more`,
  trendMeans: "Devices that used a tool chosen by staff. The veil is what the figures leave open.",
  promiseMark: (n: number) => `promise ${n}`,
  oneWindow: "There is one window so far. A path needs two.",
  paths: "Weekly paths",
  pathsMeans: "What is offered below, what staff chose above. A device that uses two tools is in both layers.",
  others: "all others",
  noTool: (k: number) => `No tool of this need reached ${k} devices.`,
  where: "Where, and the likely reason",
  whereMeans: "Devices by department and tool; the stronger the colour, the larger their share of the department.",
  reasonOpen: "not told by department",
  reasonOpenMeans: "What devices used before is published for the whole organisation only: in one department it would be too few.",
  withinOthers: "within other departments",
  allRows: (n: number) => `Show all ${n}`,
  limited: "Only the departments that you may see are shown.",
  noDepartment: (k: number) => `No department has ${k} devices with one tool of this need.`,
  moves: "From where to where",
  movesMean: "Inferred: what devices used before, and what they use now. Devices that use only what is offered are not in it.",
  before: "Before",
  now: "Now",
  devices: "Devices",
  from: { offered: "what is offered", login: "its login only", never: "never what is offered", young: "not known yet" },
  to: { both: "both", other: "chosen by staff", neither: "neither" },
  nothingToLeave: "Nothing is offered for this need, so nothing could be left for something else.",
  tooFewMoves: (k: number) => `Fewer than ${k} devices moved in any one way, or it is too early to say.`,
  pairs: "Back and forth",
  pairsMean: "Tools between which work goes back and forth within five minutes; hours are re-orientation only.",
  pair: "Pair",
  shape: "Shape",
  bounces: "Times a day",
  days: "Days a week",
  hours: "Hours a year",
  hoursTold: "Hours a year, as staff told",
  shapes: { not_known: "not known yet", mixed: "mixed", double_entry: "entered twice", carry_over: "carried over" },
  notListed: "No pair with a tool of this need is on the signed list, and only listed pairs are counted.",
  tooFewPairs: (k: number) => `A pair is on the signed list, and fewer than ${k} devices used both.`,
};

export type PictureWords = Said<typeof picturesInEnglish>;
