// Which tools are picked for a change. Rows do not depend on it: of 1,500 none is made again for a
// tick, the boxes keep their own state.

import { useMemo, useState } from "preact/hooks";

export interface Picks {
  has: (tool: string) => boolean;
  set: (tool: string, picked: boolean) => void;
  setAll: (tools: string[]) => void;
}

export function usePicks(): [Picks, Set<string>] {
  const [picked, setPicked] = useState<Set<string>>(() => new Set());
  const picks = useMemo(() => {
    let now = new Set<string>();
    const keep = (next: Set<string>) => {
      now = next;
      setPicked(next);
    };
    return {
      has: (tool: string) => now.has(tool),
      set: (tool: string, yes: boolean) => {
        const next = new Set(now);
        if (yes) next.add(tool);
        else next.delete(tool);
        keep(next);
      },
      setAll: (tools: string[]) => keep(new Set(tools)),
    };
  }, []);
  return [picks, picked];
}
