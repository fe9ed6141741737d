import { exampleHead, exampleNeed } from "../needs/example";
import { Progress } from "../home/progress";
import { NeedCard } from "../needs/need_card";
import type { Head } from "../report";
import { useMay } from "../session";
import { isFirstLight, useWords } from "../words/words";
import { lazy } from "./lazy";
import { TableLine } from "./table_line";

const FirstSteps = lazy(async () => (await import("../start/start_page")).FirstSteps);

// The page before the first publication: what happens meanwhile, and why nothing is shown yet.
function First({ head }: { head: Head }) {
  const { say, start, interval } = useWords();
  const may = useMay();
  const steps: [string, string][] = [
    [say.first1, say.first1More],
    [say.first2, say.first2More],
    [say.first3, say.first3More],
    [say.first4, say.first4More(head.k)],
  ];
  const { enrolled } = head.line;
  return (
    <section class="empty">
      <h1>{say.firstTitle}</h1>
      <p class="lead">{say.firstLead}</p>
      <Progress first />
      {may("getStart") && (
        <>
          <h2>{start.title}</h2>
          <p>{start.lead}</p>
          <FirstSteps />
        </>
      )}
      <ol class="steps">
        {steps.map(([title, more]) => (
          <li key={title}>
            <h2>{title}</h2>
            <p>{more}</p>
          </li>
        ))}
      </ol>
      {enrolled > 0 && <p class="wait">{say.firstWait(interval(enrolled))}</p>}
      <div class="example" data-watermark={say.example}>
        <p class="watermark">{say.example}</p>
        <NeedCard need={exampleNeed} head={exampleHead} />
      </div>
    </section>
  );
}

export function Empty({ head, page }: { head: Head; page: "needs" | "tools" }) {
  const { say, windowName } = useWords();
  if (head.window.count === 0) return <First head={head} />;
  if (isFirstLight(head.window.name) && (page === "tools" || head.line.reporting === null)) {
    return (
      <section class="empty">
        <h1>{head.line.reporting === null ? say.lightTitle : say.firstLightAlone}</h1>
        <Progress />
        <TableLine head={head} />
      </section>
    );
  }
  return (
    <section class="empty">
      <h1>{say.quietTitle(windowName(head.window.name))}</h1>
      <p class="lead">{page === "needs" ? say.quietLead(head.k) : say.quietTools(head.k)}</p>
      <TableLine head={head} />
    </section>
  );
}
