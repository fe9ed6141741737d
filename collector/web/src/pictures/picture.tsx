// The frame of every picture: its title and what it shows, the picture, what it rests on (grade,
// coverage, window), and the same figures as a table and as a file.

import type { ComponentChildren } from "preact";
import { bounds, type Head, type Need } from "../report";
import { useWords } from "../words/words";
import { csvOf, takeAlong, type Cell, type Table } from "./table";
import { usePictureWords } from "./words";

export type About = Pick<Head, "k" | "line" | "window">;

function Rests({ need, head, window }: { need: Need; head: About; window: string }) {
  const { say, percent, decimal, windowName } = useWords();
  const pictures = usePictureWords();
  const { arrived, names_seen } = head.line;
  const solid = need.grade === "solid";
  return (
    <p class="rests">
      <span class={`grade ${need.grade}`} title={solid ? say.gradeSolidMeans : say.gradeIndicativeMeans}>
        {solid ? say.gradeSolid : say.gradeIndicative}
      </span>
      <span>{windowName(window)}</span>
      <span>
        {say.arrived} {arrived === null ? say.notKnownYet : percent(arrived)}
      </span>
      <span>
        {say.namesSeen} {names_seen === null ? say.notKnownYet : decimal(names_seen)}
      </span>
      <span>{pictures.atLeast(head.k)}</span>
    </p>
  );
}

function Told({ cell }: { cell: Cell | undefined }) {
  const { interval, say } = useWords();
  if (cell === null || cell === undefined) return <span class="hint">{say.notShown}</span>;
  return <>{typeof cell === "string" ? cell : interval(bounds(cell))}</>;
}

function AsTable({ title, table }: { title: string; table: Table }) {
  const { say } = useWords();
  return (
    <details class="evidence">
      <summary>{say.asTable}</summary>
      <div class="scroll" role="region" aria-label={`${say.asTable}: ${title}`} tabIndex={0}>
        <table class="figures">
          <thead>
            <tr>
              {table.columns.map(({ name }) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, n) => (
              <tr key={n}>
                {row.map((cell, m) =>
                  m === 0 ? (
                    <th scope="row" key={m}>
                      <Told cell={cell} />
                    </th>
                  ) : (
                    <td key={m}>
                      <Told cell={cell} />
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

export function Picture({ title, means, need, head, window, table, tabled = true, children }: {
  title: string;
  means: string;
  need: Need;
  head: About;
  window?: string; // where it is not the report's own
  table: Table | null; // null: nothing is shown, `children` say why
  tabled?: boolean; // false: the picture is a table itself
  children: ComponentChildren;
}) {
  const { say } = useWords();
  return (
    <section class="card plain picture">
      <h2>{title}</h2>
      <p class="hint">{means}</p>
      {children}
      {table !== null && (
        <>
          <Rests need={need} head={head} window={window ?? head.window.name} />
          {tabled && <AsTable title={title} table={table} />}
          <p class="take">
            <button type="button" aria-label={`${say.csv}: ${title}`}
              onClick={() => takeAlong(`desirepath-${need.need}-${table.file}`, csvOf(table, say.from, say.to))}>
              {say.csv}
            </button>
          </p>
        </>
      )}
    </section>
  );
}

// Why there is nothing to draw.
export function Undrawn({ why }: { why: string }) {
  const { say } = useWords();
  return (
    <p class="suppressed">
      <span class="label">{say.notShown}</span>
      <span>{why}</span>
    </p>
  );
}
