import type { Habit, Standing } from "../report";
import { useWords } from "../words/words";

// A standing in words; a scoped one ("offered to Design") comes in words from the server.
export function StandingMark({ standing }: { standing: string }) {
  const { say } = useWords();
  const words = say.standingWords[standing as Standing];
  return (
    <span class={`standing ${words === undefined ? "scoped" : standing}`}>{words ?? standing}</span>
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
