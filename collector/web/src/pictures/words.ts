// The words of the pictures; they come with their script and not before.

import { wordsOf } from "../words/words";
import { picturesInEnglish, type PictureWords } from "./words_en";
import { picturesInFinnish } from "./words_fi";
import { picturesInGerman } from "./words_de";

export const usePictureWords = wordsOf<PictureWords>({ en: picturesInEnglish, fi: picturesInFinnish, de: picturesInGerman });
