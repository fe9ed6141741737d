// Where a need is: a row for each department, its likely reason, and a cell for each tool, the
// darker the larger its share of the department. The map is a table, so that it can be read aloud.

import { useState } from "preact/hooks";
import { ReasonIcon } from "../chart/reason_icon";
import { middle, type Bounds, type Need, type ReasonCode } from "../report";
import type { components } from "../schema";
import { useWords } from "../words/words";
import { Picture, Undrawn, type About } from "./picture";
import type { Cell, Table } from "./table";
import { usePictureWords } from "./words";

type Pictures = components["schemas"]["NeedPictures"];
type Row = Pictures["departments"][number];

const firstRows = 12;
const mostTools = 8;
const steps = 6; // of shade

// Of the department's devices; other departments have no headcount and no shade.
function shade(cell: Bounds, headcount: number | null): number {
  if (headcount === null || headcount === 0) return 0;
  return Math.min(steps, Math.ceil((steps * 2 * middle(cell)) / headcount));
}

function ReasonCell({ code }: { code: ReasonCode }) {
  const { say } = useWords();
  const pictures = usePictureWords();
  const open = code === "too_few";
  return (
    <td class={`reason ${code}`} title={open ? pictures.reasonOpenMeans : ""}>
      <span>
        <ReasonIcon code={code} />
        {open ? pictures.reasonOpen : say.reasonWords[code]}
      </span>
    </td>
  );
}

function Line({ row, tools }: { row: Row; tools: Pictures["tools"] }) {
  const { say, interval } = useWords();
  const pictures = usePictureWords();
  return (
    <tr>
      <th scope="row">{row.department === "" ? say.otherDepartments : row.name}</th>
      <ReasonCell code={row.reason} />
      {row.tools.slice(0, mostTools).map((cell, n) =>
        cell === null ? (
          <td key={n} class="within" title={pictures.withinOthers}>
            <span class="visually-hidden">{pictures.withinOthers}</span>
          </td>
        ) : (
          <td key={n} class={`${tools[n]?.offered === true ? "offered" : "chosen"} heat-${shade(cell, row.headcount)}`}>
            {interval(cell)}
          </td>
        ),
      )}
    </tr>
  );
}

function Grid({ told, need }: { told: Pictures; need: Need }) {
  const { say } = useWords();
  const pictures = usePictureWords();
  const [all, setAll] = useState(false);
  const rows = all ? told.departments : told.departments.slice(0, firstRows);
  return (
    <>
      <div class="scroll" role="region" aria-label={pictures.where} tabIndex={0}>
        <table class="heat">
          <thead>
            <tr>
              <th scope="col">{say.department}</th>
              <th scope="col">{say.likelyReason}</th>
              {told.tools.slice(0, mostTools).map((tool) => (
                <th scope="col" key={tool.tool} class={tool.offered ? "offered" : "chosen"}>
                  {tool.name}
                  <small>{tool.offered ? say.offered : say.chosen}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr class="whole">
              <th scope="row">{say.everyDepartment}</th>
              <ReasonCell code={need.reason.code} />
              <td colSpan={Math.min(mostTools, told.tools.length)} />
            </tr>
            {rows.map((row) => (
              <Line key={row.department} row={row} tools={told.tools} />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length < told.departments.length && (
        <p>
          <button type="button" onClick={() => setAll(true)}>
            {pictures.allRows(told.departments.length)}
          </button>
        </p>
      )}
      {told.limited && <p class="hint">{pictures.limited}</p>}
    </>
  );
}

export function HeatMap({ need, head, told }: { need: Need; head: About; told: Pictures }) {
  const { say } = useWords();
  const pictures = usePictureWords();
  const any = told.departments.length > 0;
  const table: Table = {
    file: "departments",
    columns: [
      { name: say.department },
      { name: say.likelyReason },
      { name: say.chosen, figure: true },
      { name: say.offered, figure: true },
      ...told.tools.map(({ name }) => ({ name, figure: true })),
    ],
    rows: told.departments.map((row): Cell[] => [
      row.department === "" ? say.otherDepartments : row.name,
      row.reason === "too_few" ? pictures.reasonOpen : say.reasonWords[row.reason],
      row.chosen,
      row.offered,
      ...row.tools,
    ]),
  };
  return (
    <Picture title={pictures.where} means={pictures.whereMeans} need={need} head={head} table={any ? table : null} tabled={false}>
      {any ? <Grid told={told} need={need} /> : <Undrawn why={told.limited ? pictures.limited : pictures.noDepartment(head.k)} />}
    </Picture>
  );
}
