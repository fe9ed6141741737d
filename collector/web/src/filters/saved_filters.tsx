// Filters kept under a name, each a link of this page. Nobody else sees them; the link works for all.

import { useState } from "preact/hooks";
import { useDoing, useRead } from "../asking";
import { useRoute } from "../route";
import type { components } from "../schema";
import { ask } from "../session";
import { Field, Form, Trouble } from "../shell/form";
import { Told } from "../shell/frame";
import { Link } from "../shell/link";
import { useFilterWords } from "./words";

type List = components["schemas"]["FilterList"];
const url = "/api/v1/filters";

// What of the address is a filter: not the window looked at, nor the language.
export function filterOf(query: URLSearchParams): string {
  const kept = new URLSearchParams(query);
  for (const name of ["window", "lang"]) kept.delete(name);
  return kept.toString();
}

function Kept({ filters, path, reload }: { filters: List["filters"]; path: string; reload: () => void }) {
  const filter = useFilterWords();
  const doing = useDoing();
  if (filters.length === 0) return <p class="hint">{filter.none}</p>;
  return (
    <>
      <ul class="rows">
        {filters.map(({ number, name, query }) => (
          <li key={number}>
            <Link href={`${path}?${query}`}>{name}</Link>
            <button type="button" aria-label={filter.dropOf(name)} aria-disabled={doing.busy}
              onClick={() => doing.run(async () => (await ask("DELETE", `${url}/${number}`), reload()))}>
              {filter.drop}
            </button>
          </li>
        ))}
      </ul>
      <Trouble doing={doing} />
    </>
  );
}

function Keep({ page, query, reload }: { page: "needs" | "tools"; query: string; reload: () => void }) {
  const filter = useFilterWords();
  const [name, setName] = useState("");
  const doing = useDoing();
  if (query === "") return <p class="hint">{filter.nothingFiltered}</p>;
  return (
    <Form doing={doing} send={filter.keep} onSend={async () => {
      await ask("POST", url, { body: { page, name, query } });
      setName("");
      reload();
    }}>
      <Field label={filter.name} hint={filter.nameMeans} value={name} onValue={setName} maxLength={80} required />
    </Form>
  );
}

export function SavedFilters({ page, path }: { page: "needs" | "tools"; path: string }) {
  const { query } = useRoute();
  const [read, reload] = useRead<List>(url);
  return (
    <Told read={read} retry={reload}>
      {({ filters }) => (
        <>
          <Kept filters={filters.filter((one) => one.page === page)} path={path} reload={reload} />
          <Keep page={page} query={filterOf(query)} reload={reload} />
        </>
      )}
    </Told>
  );
}
