// What a picture shows, as rows and columns: the table under it and the file that can be taken
// along are made of the same values.

import { bounds, type Bounds } from "../report";

export type Cell = string | Bounds | null; // null: not shown, and the picture says why

export interface Table {
  file: string; // its name, without the ending
  columns: { name: string; figure?: boolean }[];
  rows: Cell[][];
}

// What a spreadsheet would take for a formula becomes text.
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// A figure takes two columns, its low and its high end.
export function csvOf(table: Table, low: string, high: string): string {
  const head = table.columns.flatMap(({ name, figure }) => (figure === true ? [`${name} (${low})`, `${name} (${high})`] : [name]));
  const line = (row: Cell[]) =>
    row.flatMap((cell, n) => {
      if (table.columns[n]?.figure !== true) return [typeof cell === "string" ? cell : ""];
      if (cell === null || typeof cell === "string") return ["", ""];
      const ends = bounds(cell);
      return [String(ends.low), String(ends.high)];
    });
  return [head, ...table.rows.map(line)].map((cells) => cells.map(quoted).join(",")).join("\r\n") + "\r\n";
}

export function takeAlong(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
