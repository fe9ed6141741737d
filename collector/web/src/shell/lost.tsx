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
