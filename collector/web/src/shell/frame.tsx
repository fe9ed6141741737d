// What stands around every page: lab banner, brand, pages, window, language, colours, foot.

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Loaded } from "../load";
import type { Head } from "../report";
import { hrefOf, useRoute } from "../route";
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

function Top({ head }: { head: Head | null }) {
  const { say } = useWords();
  const { page, query } = useRoute();
  const current = (pages: string[]) => (pages.includes(page) ? { "aria-current": "page" as const } : {});
  return (
    <header class="top">
      <Link href={hrefOf("/", query)} class="home">
        <Brand />
        <span class="product">Desirepath</span>
        {head !== null && <span class="organisation">{head.organisation}</span>}
      </Link>
      <nav class="pages" aria-label={say.pages}>
        <Link href={hrefOf("/", query)} {...current(["needs", "need"])}>
          {say.needs}
        </Link>
        <Link href={hrefOf("/tools", query)} {...current(["tools", "tool"])}>
          {say.tools}
        </Link>
      </nav>
      <Choices head={head} />
    </header>
  );
}

function Foot({ head }: { head: Head | null }) {
  const { say } = useWords();
  return (
    <footer class="foot">
      <p>
        <strong>{say.foot}</strong>
      </p>
      {head !== null && <p>{head.lab ? say.footLab : say.footPrivacy(head.k)}</p>}
      <p>{say.oneOperator}</p>
    </footer>
  );
}

function Failed({ loaded }: { loaded: Extract<Loaded<Head>, { state: "failed" }> }) {
  const { say } = useWords();
  const { problem, retry } = loaded;
  return (
    <section class="empty failed" role="alert">
      <h1>{say.failed}</h1>
      <p class="lead">
        {problem.status === 0 ? say.unreachable : <span lang="en">{`${problem.title}: ${problem.detail}`}</span>}
      </p>
      <button type="button" onClick={retry}>
        {say.retry}
      </button>
    </section>
  );
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
  const head = loaded.state === "ready" ? loaded.report : null;
  const section = page === "tools" || page === "tool" ? say.tools : say.needs;
  useEffect(() => {
    document.title = `${section} · ${head?.organisation ?? "Desirepath"}`;
  }, [section, head?.organisation]);
  return (
    <>
      <a class="skip" href="#main">
        {say.skip}
      </a>
      {head?.lab === true && <Banner />}
      <Top head={head} />
      <main id="main" tabIndex={-1}>
        {loaded.state === "loading" && (
          <p class="loading" role="status">
            {say.loading}
          </p>
        )}
        {loaded.state === "failed" && <Failed loaded={loaded} />}
        {loaded.state === "ready" && children(loaded.report)}
      </main>
      <Foot head={head} />
    </>
  );
}
