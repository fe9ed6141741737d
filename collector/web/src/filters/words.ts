// What is said of kept filters; fetched with them.

import type { Said } from "../words/en";
import { wordsOf } from "../words/words";

const inEnglish = {
  none: "None is kept yet.",
  nothingFiltered: "Filter or sort first; then it can be kept under a name.",
  name: "Name of this filter",
  nameMeans: "Only you see it. Its link shows the same to whoever you give it to.",
  keep: "Keep this filter",
  drop: "Drop",
  dropOf: (name: string) => `Drop the filter ${name}`,
};

type FilterWords = Said<typeof inEnglish>;

const inFinnish: FilterWords = {
  none: "Yhtään ei ole vielä tallessa.",
  nothingFiltered: "Suodata tai lajittele ensin; sitten sen voi tallettaa nimellä.",
  name: "Tämän suodattimen nimi",
  nameMeans: "Vain sinä näet sen. Linkki näyttää saman sille, jolle sen annat.",
  keep: "Talleta tämä suodatin",
  drop: "Poista",
  dropOf: (name) => `Poista suodatin ${name}`,
};

const inGerman: FilterWords = {
  none: "Noch keiner ist aufgehoben.",
  nothingFiltered: "Erst filtern oder sortieren; dann lässt es sich unter einem Namen aufheben.",
  name: "Name dieses Filters",
  nameMeans: "Nur Sie sehen ihn. Sein Link zeigt allen dasselbe, denen Sie ihn geben.",
  keep: "Diesen Filter aufheben",
  drop: "Entfernen",
  dropOf: (name) => `Filter ${name} entfernen`,
};

export const useFilterWords = wordsOf({ en: inEnglish, fi: inFinnish, de: inGerman });
