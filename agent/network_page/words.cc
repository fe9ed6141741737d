#include "agent/network_page/words.h"

#include <array>

namespace desirepath::network_page {
namespace {

constexpr std::array<Words, 3> kWords = {{
    {"en",
     "Devices on this network are counted",
     "This network is watched by a gateway of {organisation}: for devices that have no agent of "
     "their own it counts which tools of the catalog they use. Two signatures stand under that; "
     "whose, is said below.",
     "What happens",
     "The gateway reads the names that connections show, keeps for each device on which days which "
     "tool was used, and when the window ends makes single statements of it, such as “a device of "
     "Sales used Miro on 2–3 days”. Each leaves alone, sealed, among filler. Figures are shown "
     "from "
     "{k} devices on.",
     "What never leaves the gateway",
     "Your address and that of your device, host names, pages, documents, times, amounts. A device "
     "is "
     "a keyed hash here, and the key stays on the gateway. Devices of guests and people’s own "
     "networks "
     "are not counted; nor are devices that change their hardware address by themselves.",
     "What is asked",
     "Networks",
     "What a device with an agent has and this one has not",
     "A ledger of every statement, a veto before it leaves, a pause. Whoever wants these asks IT "
     "for the "
     "agent; whoever wants neither opts out below.",
     "Policy {number} of {organisation}, valid until {ends}, hash {hash}",
     {"The second signature is the staff side’s.",
      "The second signature is the auditor’s: this organisation has no staff body."},
     "Your device",
     "Do not count this device",
     "Count this device again",
     "Laboratory: figures are not anonymous.",
     "Not for judging conduct or performance.",
     {"The device you are looking from is counted.",
      "The device you are looking from is not counted: it opted out, and what was kept of it is "
      "erased. Nobody can tell, for as much filler leaves as before.",
      "The device you are looking from is in none of these networks: it is not counted.",
      "The device you are looking from was not seen yet. Load this page again in a minute.",
      "The device you are looking from chooses its hardware address by itself: it is not counted.",
      "The gateway counts nothing at present."}},
    {"fi",
     "Tämän verkon laitteita lasketaan",
     "Tätä verkkoa seuraa organisaation {organisation} yhdyskäytävä: se laskee, mitä luettelon "
     "työkaluja "
     "laitteet, joilla ei ole omaa agenttia, käyttävät. Tällä on kaksi allekirjoitusta; "
     "kenen, kerrotaan alla.",
     "Mitä tapahtuu",
     "Yhdyskäytävä lukee yhteyksissä näkyvät nimet, pitää laitteittain kirjaa siitä, minä päivinä "
     "mitäkin "
     "työkalua käytettiin, ja tekee jakson päättyessä siitä yksittäisiä lauseita, kuten ”Myynnin "
     "laite "
     "käytti Miroa 2–3 päivänä”. Kukin lähtee yksin, sinetöitynä, täytteen joukossa. Lukuja "
     "näytetään "
     "vasta {k} laitteesta alkaen.",
     "Mikä ei koskaan lähde yhdyskäytävästä",
     "Sinun tai laitteesi osoite, palvelinten nimet, sivut, asiakirjat, kellonajat, määrät. Laite "
     "on täällä "
     "avaimellinen tiiviste, ja avain pysyy yhdyskäytävässä. Vieraiden laitteita ja ihmisten omia "
     "verkkoja "
     "ei lasketa, eikä laitteita, jotka vaihtavat laiteosoitettaan itse.",
     "Mitä kysytään",
     "Verkot",
     "Mitä agentilla varustetulla laitteella on ja tällä ei",
     "Kirjanpito jokaisesta lauseesta, mahdollisuus poistaa se ennen lähtöä, tauko. Joka haluaa "
     "nämä, pyytää "
     "agentin IT:ltä; joka ei halua kumpaakaan, kieltäytyy alla.",
     "Käytäntö {number}, {organisation}, voimassa {ends} asti, tiiviste {hash}",
     {"Toinen allekirjoitus on henkilöstön edustajan.",
      "Toinen allekirjoitus on tarkastajan: organisaatiolla ei ole henkilöstön edustusta."},
     "Sinun laitteesi",
     "Älä laske tätä laitetta",
     "Laske tämä laite jälleen",
     "Laboratorio: luvut eivät ole nimettömiä.",
     "Ei käytöksen tai suoritusten arviointiin.",
     {"Laite, jolla katsot tätä, lasketaan.",
      "Laitetta, jolla katsot tätä, ei lasketa: se on kieltäytynyt, ja siitä pidetty kirja on "
      "pyyhitty. "
      "Kukaan ei näe sitä, sillä täytettä lähtee yhtä paljon kuin ennen.",
      "Laite, jolla katsot tätä, ei ole missään näistä verkoista: sitä ei lasketa.",
      "Laitetta, jolla katsot tätä, ei ole vielä nähty. Lataa sivu uudelleen minuutin kuluttua.",
      "Laite, jolla katsot tätä, valitsee laiteosoitteensa itse: sitä ei lasketa.",
      "Yhdyskäytävä ei laske nyt mitään."}},
    {"de",
     "Geräte in diesem Netz werden gezählt",
     "Dieses Netz wird von einem Gateway von {organisation} beobachtet: Für Geräte ohne eigenen "
     "Agenten "
     "zählt es, welche Werkzeuge des Katalogs sie nutzen. Darunter stehen zwei Unterschriften; "
     "wessen, steht unten.",
     "Was geschieht",
     "Das Gateway liest die Namen, die Verbindungen zeigen, hält je Gerät fest, an welchen Tagen "
     "welches "
     "Werkzeug genutzt wurde, und macht daraus am Ende des Zeitraums einzelne Aussagen wie „ein "
     "Gerät der "
     "Abteilung Vertrieb nutzte Miro an 2–3 Tagen“. Jede geht allein, versiegelt, zwischen Füllung "
     "hinaus. "
     "Zahlen werden ab {k} Geräten gezeigt.",
     "Was das Gateway nie verlässt",
     "Ihre Adresse und die Ihres Geräts, Rechnernamen, Seiten, Dokumente, Uhrzeiten, Mengen. Ein "
     "Gerät ist "
     "hier ein Hash mit Schlüssel, und der Schlüssel bleibt auf dem Gateway. Geräte von Gästen und "
     "private "
     "Netze werden nicht gezählt, ebenso wenig Geräte, die ihre Hardwareadresse selbst wechseln.",
     "Was gefragt wird",
     "Netze",
     "Was ein Gerät mit Agent hat und dieses nicht",
     "Ein Buch über jede Aussage, ein Veto vor dem Versand, eine Pause. Wer das möchte, bittet die "
     "IT um den "
     "Agenten; wer beides nicht möchte, widerspricht unten.",
     "Richtlinie {number} von {organisation}, gültig bis {ends}, Hash {hash}",
     {"Die zweite Unterschrift ist die der Personalseite.",
      "Die zweite Unterschrift ist die der Revision: Diese Organisation hat keine "
      "Personalvertretung."},
     "Ihr Gerät",
     "Dieses Gerät nicht zählen",
     "Dieses Gerät wieder zählen",
     "Labor: Die Zahlen sind nicht anonym.",
     "Nicht zur Beurteilung von Verhalten oder Leistung.",
     {"Das Gerät, von dem Sie hier lesen, wird gezählt.",
      "Das Gerät, von dem Sie hier lesen, wird nicht gezählt: Es hat widersprochen, und was zu ihm "
      "festgehalten war, ist gelöscht. Niemand kann das erkennen, denn es geht so viel Füllung "
      "hinaus wie zuvor.",
      "Das Gerät, von dem Sie hier lesen, ist in keinem dieser Netze: Es wird nicht gezählt.",
      "Das Gerät, von dem Sie hier lesen, wurde noch nicht gesehen. Laden Sie die Seite in einer "
      "Minute neu.",
      "Das Gerät, von dem Sie hier lesen, wählt seine Hardwareadresse selbst: Es wird nicht "
      "gezählt.",
      "Das Gateway zählt derzeit nichts."}},
}};

}  // namespace

const Words& words_of(fields::Language language) {
  return kWords[static_cast<std::size_t>(language)];
}

}  // namespace desirepath::network_page
