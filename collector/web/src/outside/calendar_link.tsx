// One's own address for a calendar program, fetched with one's own page.

import { useState } from "preact/hooks";
import { Secret } from "../account/tokens";
import { useDoing, useRead } from "../asking";
import type { components } from "../schema";
import { ask } from "../session";
import { Trouble } from "../shell/form";
import { Told } from "../shell/frame";
import { useWords } from "../words/words";
import { useOutsideWords } from "./words";

type Link = components["schemas"]["CalendarLink"];
const url = "/api/v1/calendar-link";

export function CalendarLinkSection() {
  const said = useOutsideWords();
  const { language, date } = useWords();
  const [read, reload] = useRead<Link>(url);
  const [made, setMade] = useState("");
  const doing = useDoing();
  const make = () =>
    doing.run(async () => {
      setMade(location.origin + (await ask<{ path: string }>("POST", url, { body: { language } })).body.path);
      reload();
    });
  const end = () =>
    doing.run(async () => {
      await ask("DELETE", url);
      setMade("");
      reload();
    });
  return (
    <section class="card plain">
      <h2>{said.calendar}</h2>
      <p class="hint">{said.calendarMeans}</p>
      {made !== "" && <Secret label={said.calendarIs} secret={made} />}
      <Told read={read} retry={reload}>
        {({ made: since }) => (
          <>
            {since !== null && <p>{said.calendarSince(date(since))}</p>}
            <p class="send">
              <button type="button" aria-disabled={doing.busy} onClick={make}>
                {since === null ? said.makeCalendar : said.newCalendar}
              </button>
              {since !== null && (
                <button type="button" aria-disabled={doing.busy} onClick={end}>
                  {said.takeCalendarBack}
                </button>
              )}
            </p>
          </>
        )}
      </Told>
      <Trouble doing={doing} />
    </section>
  );
}
