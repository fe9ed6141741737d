// A part of the page that is fetched when it is first shown, so that the first paint need not wait
// for it. What was fetched once stands there at once; around a whole page the frame stays meanwhile.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useWords } from "../words/words";
import { Around } from "./frame";

function Waiting({ again }: { again: (() => void) | null }) {
  const { say } = useWords();
  if (again === null) {
    return (
      <p class="loading" role="status">
        {say.loading}
      </p>
    );
  }
  return (
    <p class="trouble" role="alert">
      {say.unreachable}{" "}
      <button type="button" onClick={again}>
        {say.retry}
      </button>
    </p>
  );
}

function made<Props extends object>(load: () => Promise<ComponentType<Props>>, page: boolean): ComponentType<Props> {
  let kept: ComponentType<Props> | null = null;
  return function Lazy(props: Props) {
    const [, setHere] = useState(kept !== null);
    const [failed, setFailed] = useState(false);
    const [turn, setTurn] = useState(0);
    useEffect(() => {
      if (kept !== null) return;
      let gone = false;
      load().then(
        (part) => {
          kept = part;
          if (!gone) setHere(true);
        },
        () => !gone && setFailed(true),
      );
      return () => {
        gone = true;
      };
    }, [turn]);
    if (kept !== null) {
      const Part = kept;
      return <Part {...props} />;
    }
    const waiting = <Waiting again={failed ? () => (setFailed(false), setTurn(turn + 1)) : null} />;
    return page ? <Around section="Desirepath">{waiting}</Around> : waiting;
  };
}

export const lazy = <Props extends object>(load: () => Promise<ComponentType<Props>>) => made(load, false);
export const lazyPage = <Props extends object = object>(load: () => Promise<ComponentType<Props>>) => made(load, true);
