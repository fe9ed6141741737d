// Closed at first: what is in it is fetched when somebody opens it.

import { useState } from "preact/hooks";
import { useMay } from "../session";
import { lazy } from "../shell/lazy";
import { useWords } from "../words/words";

const SavedFilters = lazy(async () => (await import("./saved_filters")).SavedFilters);

export function Saved({ page, path }: { page: "needs" | "tools"; path: string }) {
  const { say } = useWords();
  const [open, setOpen] = useState(false);
  if (!useMay()("getFilters")) return null;
  return (
    <details class="saved" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say.savedFilters}</summary>
      {open && <SavedFilters page={page} path={path} />}
    </details>
  );
}
