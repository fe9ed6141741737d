// English of the first hour's checklist. `StartWords` is this object's type, so a key missing in
// start_fi.ts or start_de.ts does not compile.

import type { Said } from "./en";

export const startInEnglish = {
  title: "First steps",
  lead: "An hour now; the first figures follow when a whole window has ended.",
  stepDone: "done",
  stepOpen: "to do",
  offer: "What do you offer?",
  offerNone: "Nothing is said yet. Until then every tool looks as if staff had chosen it themselves.",
  offered: (tools: number) => `${tools} tools are offered by you.`,
  offerHow: "Tick them, or bring a list",
  tick: "Offered to everyone",
  offerThese: (tools: number) => (tools === 0 ? "Tick what you offer" : `Offer these ${tools}`),
  seats: "A list of seats (CSV)",
  seatsMeans: "Columns tool, seats and, where only some have it, departments. What it names counts as offered.",
  departments: "Departments",
  departmentsNone: "There is no list yet. Without one there are figures of the whole organisation alone.",
  departmentsAre: (count: number, devices: string) => `${count} departments with ${devices} devices.`,
  departmentList: "A list of departments (CSV)",
  departmentsMeans: "Columns id, name, parent, devices. The new list replaces the old one; both sides sign it with the next policy.",
  policy: "The policy, signed by both sides",
  policyNone: "There is no draft yet. The collector's machine makes one.",
  policyDraft: "A draft waits for the signatures of the admin and of the staff side.",
  policySigned: (number: number) => `Policy ${number} is in force.`,
  policyLight: (number: number, begins: string, ends: string, visible: string) =>
    `Policy ${number} is in force. First light runs from ${begins} to ${ends}: the organisation's needs, shown ${visible}.`,
  policyFigures: (number: number, day: string) => `Policy ${number} is in force; the first figures come on ${day}.`,
  rollOut: "Roll the agent out",
  enrolledNone: "No device is enrolled yet.",
  enrolled: (devices: string) => `${devices} devices are enrolled.`,
  tellStaff: "Tell staff",
  staffNotTold: "The text below is ready to be sent.",
  staffTold: (day: string) => `Staff were told on ${day}.`,
  staffDone: "We have told them",
  staffWhy: (organisation: string) =>
    `${organisation === "" ? "We" : organisation} would like to know which tools you need for your work and do not get from us.`,
  staffHow: (k: number) =>
    `A small program on your device counts which kinds of tools are used. It tells nobody who used what: figures appear only where at least ${k === 0 ? 10 : k} devices are together, and no text, name, address or time leaves your device.`,
  staffYours: "You can read everything that left your device there, pause it, or opt out: desirepath-agent ledger --open. It is not for judging conduct or performance.",
  line: (line: number) => `Line ${line}:`,
  nothingTaken: "Nothing was taken. Mend these lines and choose the file again:",
  nothingNew: "The list says what is there already.",
  changes: "What would change",
  entry: "Entry",
  before: "Now",
  after: "Then",
  notThere: "not there",
  gone: "gone",
  take: (rows: number) => `Take this list (${rows})`,
  taken: (rows: number) => `Taken: ${rows} entries.`,
  questionTitle: "What do you offer?",
  questionLead: "Figures are here, but nothing is said yet of what you offer. Every tool would look as if staff had chosen it.",
  questionOther: "A curator says it on the page of the first steps.",
  toSteps: "To the first steps",
};

export type StartWords = Said<typeof startInEnglish>;
