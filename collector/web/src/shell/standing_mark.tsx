import type { Habit, Standing } from "../report";
import type { Dictionary } from "../words/en";
import { useWords } from "../words/words";

// A standing in words. Scoped ones come as "sanctioned for Sales, restricted for Design".
export function standingWords(standing: string, say: Dictionary): string {
  const known = say.standingWords[standing as Standing];
  if (known !== undefined) return known;
  const scopes = new Map<string, string[]>();
  for (const part of standing.split(", ")) {
    const [word = part, department = ""] = part.split(" for ");
    scopes.set(word, [...(scopes.get(word) ?? []), department]);
  }
  return [...scopes]
    .map(([word, names]) => `${say.standingWords[word as Standing] ?? word}: ${names.join(", ")}`)
    .join("; ");
}

export function StandingMark({ standing }: { standing: string }) {
  const { say } = useWords();
  const scoped = standing.includes(" ");
  return (
    <span class={scoped ? `standing scoped ${standing.split(" ")[0]}` : `standing ${standing}`}>
      {standingWords(standing, say)}
    </span>
  );
}

// Whether those who began with a tool stay with it; nothing while that cannot be known.
export function HabitWord({ habit }: { habit: Habit }) {
  const { say, percents } = useWords();
  if (habit.code === "not_known") return null;
  return (
    <span class={`habit-word ${habit.code}`} title={say.staysMeans}>
      {say.habitWords[habit.code]}
      {habit.share !== null && <small> {percents(habit.share)}</small>}
    </span>
  );
}
