// What stands around every page: lab banner, brand, pages, window, language, colours, foot.

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Read } from "../asking";
import type { Loaded } from "../load";
import type { Head } from "../report";
import { hrefOf, useHrefOf, useRoute } from "../route";
import { useMay, useSigned, type Problem } from "../session";
import { useWords } from "../words/words";
import { Choices } from "./choices";
import { Link } from "./link";

function Brand() {
  return (
    <svg class="brand" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" />
      <path class="paved" d="M6 27h20V7" />
      <path class="trodden" d="M6 27C13 25 10 17 16 14.500S24 11 26 7" />
    </svg>
  );
}

function Banner() {
  const { say } = useWords();
  return (
    <aside class="lab-banner" aria-label={say.labBanner}>
      <strong>{say.labBanner}</strong> <span>{say.labMore}</span>
    </aside>
  );
}

// What the frame says about the installation; a report's own head, or the session's.
type About = Pick<Head, "organisation" | "lab" | "k">;

function Pages() {
  const { say, work } = useWords();
  const { page, query } = useRoute();
  const may = useMay();
  const all: [string, string, string, string[]][] = [
    ["getNeeds", "/", say.needs, ["needs", "need"]],
    ["getTools", "/tools", say.tools, ["tools", "tool"]],
    ["getAnswers", "/answers", work.answers, ["answers"]],
    ["getFleet", "/fleet", work.fleet, ["fleet"]],
    ["getRules", "/rules", work.rules, ["rules"]],
    ["getUsers", "/settings", work.settings, ["settings"]],
    ["getPrivacy", "/privacy", work.privacy, ["privacy"]],
    ["getAudit", "/audit", work.audit, ["audit"]],
  ];
  return (
    <nav class="pages" aria-label={say.pages}>
      {all
        .filter(([operation]) => may(operation))
        .map(([operation, href, word, pages]) => (
          <Link key={operation} href={hrefOf(href, query)} {...(pages.includes(page) ? { "aria-current": "page" as const } : {})}>
            {word}
          </Link>
        ))}
    </nav>
  );
}

function Self() {
  const { work } = useWords();
  const { page } = useRoute();
  const { person } = useSigned().session;
  if (person === null) return null;
  return (
    <Link href="/account" class="self" {...(page === "account" ? { "aria-current": "page" as const } : {})}>
      {person.name} <small>{work.roles[person.role]}</small>
    </Link>
  );
}

function Top({ about, head }: { about: About; head: Head | null }) {
  const href = useHrefOf();
  const { person } = useSigned().session;
  return (
    <header class="top">
      <Link href={href("/")} class="home">
        <Brand />
        <span class="product">Desirepath</span>
        {about.organisation !== "" && <span class="organisation">{about.organisation}</span>}
      </Link>
      {person !== null && person.may.length > 0 && <Pages />}
      <div class="ends">
        <Choices head={head} />
        <Self />
      </div>
    </header>
  );
}

function Foot({ about }: { about: About }) {
  const { say } = useWords();
  return (
    <footer class="foot">
      <p>
        <strong>{say.foot}</strong>
      </p>
      {about.k > 0 && <p>{about.lab ? say.footLab : say.footPrivacy(about.k)}</p>}
      <p>{say.oneOperator}</p>
    </footer>
  );
}

function Failed({ problem, retry, within = false }: { problem: Problem; retry: () => void; within?: boolean }) {
  const { say } = useWords();
  const Title = within ? "h2" : "h1"; // a page has one title
  return (
    <section class="empty failed" role="alert">
      <Title>{say.failed}</Title>
      <p class="lead">
        {problem.status === 0 ? say.unreachable : <span lang="en">{`${problem.title}: ${problem.detail}`}</span>}
      </p>
      <button type="button" onClick={retry}>
        {say.retry}
      </button>
    </section>
  );
}

// Every page: what is around it, and its own content in the middle.
export function Around({ section, head = null, children }: {
  section: string;
  head?: Head | null;
  children: ComponentChildren;
}) {
  const { say } = useWords();
  const { session } = useSigned();
  const about: About = head ?? session;
  const title = about.organisation === "" ? "Desirepath" : about.organisation;
  useEffect(() => {
    document.title = `${section} · ${title}`;
  }, [section, title]);
  return (
    <>
      <a class="skip" href="#main">
        {say.skip}
      </a>
      {about.lab && <Banner />}
      <Top about={about} head={head} />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <Foot about={about} />
    </>
  );
}

// Before anything is known of the server.
export function Unreachable({ problem, retry }: { problem: Problem; retry: () => void }) {
  return (
    <main id="main">
      <Failed problem={problem} retry={retry} />
    </main>
  );
}

function Loading() {
  const { say } = useWords();
  return (
    <p class="loading" role="status">
      {say.loading}
    </p>
  );
}

// A page that shows something the server says, apart from the reports.
export function Told<Body>({ read, retry, children }: {
  read: Read<Body>;
  retry: () => void;
  children: (body: Body, version: string) => ComponentChildren;
}) {
  if (read.state === "loading") return <Loading />;
  if (read.state === "failed") return <Failed problem={read.problem} retry={retry} within />;
  return <>{children(read.body, read.version)}</>;
}

export function Frame<Report extends Head>({
  loaded,
  children,
}: {
  loaded: Loaded<Report>;
  children: (report: Report) => ComponentChildren;
}) {
  const { say } = useWords();
  const { page } = useRoute();
  return (
    <Around
      section={page === "tools" || page === "tool" ? say.tools : say.needs}
      head={loaded.state === "ready" ? loaded.report : null}
    >
      {loaded.state === "loading" && <Loading />}
      {loaded.state === "failed" && <Failed problem={loaded.problem} retry={loaded.retry} />}
      {loaded.state === "ready" && children(loaded.report)}
    </Around>
  );
}
