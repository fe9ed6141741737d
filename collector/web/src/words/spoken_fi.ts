// Finnish, fetched when it is chosen.

import { fi } from "./fi";
import { needsInFinnish } from "./needs_fi";
import { startInFinnish } from "./start_fi";
import type { Vocabulary } from "./words";
import { workInFinnish } from "./work_fi";

export const finnish: Vocabulary = { say: fi, needs: needsInFinnish, start: startInFinnish, work: workInFinnish };
