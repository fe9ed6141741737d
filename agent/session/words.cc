#include "agent/session/words.h"

#include <array>

namespace desirepath::session {
namespace {

using Said = std::array<std::string_view, 3>;  // en, fi, de

// In the order of `Text`.
constexpr std::array<Said, 9> kTexts = {{
    {"Desirepath is on this machine", "Desirepath on tällä koneella",
     "Desirepath läuft auf diesem Rechner"},
    {"{organisation} wants to know which tools people need, not who uses them. Names of known "
     "tools "
     "are noted in a diary that stays on this machine; single anonymous statements leave it, which "
     "you can read and take out before. Pause, opt out and see every byte under “What this machine "
     "says” in the menu: nobody else can tell what you choose.",
     "{organisation} haluaa tietää, mitä työkaluja ihmiset tarvitsevat, ei sitä, kuka niitä "
     "käyttää. "
     "Tunnettujen työkalujen nimet merkitään päiväkirjaan, joka pysyy tällä koneella; siitä lähtee "
     "yksittäisiä nimettömiä tietoja, jotka voit lukea ja poistaa ennen lähtöä. Tauko, poisjäänti "
     "ja "
     "jokainen tavu löytyvät valikosta kohdasta ”Mitä tämä kone kertoo”: kukaan muu ei tiedä, mitä "
     "valitset.",
     "{organisation} möchte wissen, welche Werkzeuge Menschen brauchen, nicht, wer sie nutzt. "
     "Namen "
     "bekannter Werkzeuge stehen in einem Tagebuch, das auf diesem Rechner bleibt; hinaus gehen "
     "einzelne anonyme Aussagen, die Sie vorher lesen und herausnehmen können. Pause, Ausstieg und "
     "jedes Oktett stehen im Menü unter „Was dieser Rechner sagt“: niemand sonst erfährt, was Sie "
     "wählen."},
    {"This is a lab: its figures are not anonymous.",
     "Tämä on koekäyttö: sen luvut eivät ole nimettömiä.",
     "Dies ist ein Labor: seine Zahlen sind nicht anonym."},
    {"What is asked here will change", "Täällä kysyttävä muuttuu",
     "Was hier gefragt wird, ändert sich"},
    {"From {date} on {organisation} asks something else. What changes stands under “What this "
     "machine says” in the menu; until then nothing is different.",
     "{date} alkaen {organisation} kysyy muuta. Muutokset ovat valikossa kohdassa ”Mitä tämä kone "
     "kertoo”; siihen asti mikään ei muutu.",
     "Ab {date} fragt {organisation} etwas anderes. Was sich ändert, steht im Menü unter „Was "
     "dieser "
     "Rechner sagt“; bis dahin bleibt alles, wie es ist."},
    {"What is asked here has changed", "Täällä kysyttävä on muuttunut",
     "Was hier gefragt wird, hat sich geändert"},
    {"A new signed policy of {organisation} holds. It stands under “What this machine says” in the "
     "menu; compare its hash with a colleague's.",
     "Uusi allekirjoitettu käytäntö on voimassa ({organisation}). Se on valikossa kohdassa ”Mitä "
     "tämä kone kertoo”; vertaa tiivistettä työkaverin tiivisteeseen.",
     "Eine neue signierte Richtlinie von {organisation} gilt. Sie steht im Menü unter „Was dieser "
     "Rechner sagt“; vergleichen Sie die Prüfsumme mit der eines Kollegen."},
    {"In your own interest, from {organisation}", "Oman etusi vuoksi: {organisation}",
     "In Ihrem eigenen Interesse, von {organisation}"},
    {"Something must be done: {organisation}", "Jotakin on tehtävä: {organisation}",
     "Etwas muss geschehen: {organisation}"},
}};

}  // namespace

std::string_view text(fields::Language language, Text which) {
  return kTexts[static_cast<std::size_t>(which)][static_cast<std::size_t>(language)];
}

}  // namespace desirepath::session
