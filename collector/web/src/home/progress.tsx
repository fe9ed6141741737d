// The way to the next figures as a line; before anything is published, to the first ones.

import { useEffect, useState } from "preact/hooks";
import { useRead } from "../asking";
import type { components } from "../schema";
import { useMay } from "../session";
import { useWords } from "../words/words";

type Windows = components["schemas"]["Windows"];

// By this browser's clock from where the server's stood, so that a wrong clock does no harm.
function useNow(start: number, every: number): number {
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    const began = performance.now();
    const timer = window.setInterval(() => setPassed(Math.floor((performance.now() - began) / 1000)), every);
    return () => window.clearInterval(timer);
  }, [start, every]);
  return start + passed;
}

// What the first light is and when, until the first whole window is shown; why it shows nothing.
function FirstLight({ windows }: { windows: Windows }) {
  const { say, number, dayAndTime } = useWords();
  const light = windows.first_light;
  if (light === null || windows.now >= light.grid_visible) return null;
  const grid = dayAndTime(light.grid_visible);
  const devices = number(light.devices);
  if (light.state === "withheld") return <p class="hint">{say.lightWithheld(devices, grid)}</p>;
  if (light.state === "waiting") return <p class="hint">{say.lightWaits(devices, grid)}</p>;
  if (light.begins === null || light.ends === null) return null;
  return <p class="hint">{say.lightRuns(dayAndTime(light.begins), dayAndTime(light.ends), grid)}</p>;
}

function Line({ windows, first }: { windows: Windows; first: boolean }) {
  const { say, windowName, dayAndTime } = useWords();
  const { next } = windows;
  const now = useNow(windows.now, windows.profile === "lab" ? 1000 : 60_000);
  const share = Math.min(1, Math.max(0, (now - next.begins) / (next.visible - next.begins)));
  const words = first ? say.firstFigures(dayAndTime(next.visible)) : say.nextFigures(windowName(next.name), dayAndTime(next.visible));
  return (
    <>
      <p class="coming">
        <label>
          <span>{words}</span>
          <progress max={1} value={share} />
        </label>
        <small>{now < next.ends ? say.stillCounting : say.stillSending}</small>
      </p>
      <FirstLight windows={windows} />
    </>
  );
}

function Asked({ first }: { first: boolean }) {
  const [read] = useRead<Windows>("/api/v1/windows");
  return read.state === "ready" ? <Line windows={read.body} first={first} /> : null; // before the first policy there is none
}

export function Progress({ first = false }: { first?: boolean }) {
  return useMay()("getWindows") ? <Asked first={first} /> : null;
}
