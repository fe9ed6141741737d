import type { Standing } from "../report";
import { useWords } from "../words/words";

export function StandingMark({ standing }: { standing: Standing }) {
  const { say } = useWords();
  return <span class={`standing ${standing}`}>{say.standingWords[standing] ?? standing}</span>;
}
