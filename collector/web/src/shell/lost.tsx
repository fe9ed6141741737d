import { useSigned } from "../session";
import { useWords } from "../words/words";
import { Link } from "./link";

export function Lost({ title }: { title?: string }) {
  const { say } = useWords();
  return (
    <section class="empty">
      <h1>{title ?? say.lost}</h1>
      <p class="lead">{title === undefined ? say.lostMore : say.goneMore}</p>
      <p>
        <Link href="/">{say.allNeeds}</Link>
      </p>
    </section>
  );
}

// A page of another role: said plainly, with who could open it.
export function NotYours() {
  const { work } = useWords();
  const { person } = useSigned().session;
  return (
    <section class="empty">
      <h1>{work.notYours}</h1>
      <p class="lead">{person !== null && work.notYoursMore(work.roles[person.role])}</p>
      <p>
        <Link href="/">{work.toMyPages}</Link>
      </p>
    </section>
  );
}
