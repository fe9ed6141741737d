// German, fetched when it is chosen.

import { de } from "./de";
import { needsInGerman } from "./needs_de";
import { startInGerman } from "./start_de";
import type { Vocabulary } from "./words";
import { workInGerman } from "./work_de";

export const german: Vocabulary = { say: de, needs: needsInGerman, start: startInGerman, work: workInGerman };
