// The rules page's own words; they come with its script and not before.

import { wordsOf } from "../words/words";
import { rulesInEnglish, type RuleWords } from "./words_en";
import { rulesInFinnish } from "./words_fi";
import { rulesInGerman } from "./words_de";

export const useRuleWords = wordsOf<RuleWords>({ en: rulesInEnglish, fi: rulesInFinnish, de: rulesInGerman });
