// The words about the organisation's other servers; they come with these sections' script and not before.

import { wordsOf } from "../words/words";
import { outsideInEnglish, type OutsideWords } from "./words_en";
import { outsideInFinnish } from "./words_fi";
import { outsideInGerman } from "./words_de";

export const useOutsideWords = wordsOf<OutsideWords>({ en: outsideInEnglish, fi: outsideInFinnish, de: outsideInGerman });
