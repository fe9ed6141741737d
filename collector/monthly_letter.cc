#include "collector/monthly_letter.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "proto/seal/encoding.h"
#include "proto/seal/hash.h"

namespace desirepath::collector {
namespace {

constexpr std::size_t kLine = 76;

struct Words {
  const char* subject;
  const char* text;
};

Words words_of(fields::Language language) {
  switch (language) {
    case fields::Language::kFinnish:
      return {"Mitä työhön tarvitaan, ",
              "Liitteenä on kuukauden raportti: mitä tarpeita on, mitä niihin käytetään ja mikä "
              "auttaisi.\r\nUusin jakso: "};
    case fields::Language::kGerman:
      return {"Was für die Arbeit gebraucht wird, ",
              "Im Anhang der Bericht des Monats: welcher Bedarf da ist, was dafür genutzt wird und "
              "was helfen würde.\r\nNeuester Zeitraum: "};
    case fields::Language::kEnglish:
      break;
  }
  return {"What people need for their work, ",
          "Attached is the report of the month: which needs there are, what is used for them, and "
          "what would help.\r\nNewest window: "};
}

const char* foot_of(fields::Language language) {
  switch (language) {
    case fields::Language::kFinnish:
      return "Luvut eivät nimeä ketään. Ei käytöksen tai suoriutumisen arviointiin.";
    case fields::Language::kGerman:
      return "Die Zahlen nennen niemanden. Nicht zur Beurteilung von Verhalten oder Leistung.";
    case fields::Language::kEnglish:
      break;
  }
  return "The figures name nobody. Not for judging conduct or performance.";
}

std::string base64_lines(const std::string& octets) {
  const std::string text = absl::Base64Escape(octets);
  std::string lines;
  for (std::size_t at = 0; at < text.size(); at += kLine) {
    absl::StrAppend(&lines, text.substr(at, kLine), "\r\n");
  }
  return lines;
}

// Encoded words of at most 75 letters; none ends within a letter.
std::string encoded_subject(const std::string& text) {
  constexpr std::size_t kOctets = 42;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.size(), at + kOctets);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
    absl::StrAppend(&out, out.empty() ? "" : "\r\n ", "=?UTF-8?B?",
                    absl::Base64Escape(text.substr(at, end - at)), "?=");
    at = end;
  }
  return out;
}

}  // namespace

std::string monthly_letter(const Letter& letter, absl::Time now) {
  const Words words = words_of(letter.language);
  const std::string mark =
      seal::to_hex(seal::hash(absl::StrCat("monthly ", letter.organisation, " ", letter.month, " ",
                                           letter.asked)))
          .substr(0, 32);
  const std::string domain = letter.from.substr(letter.from.find('@') + 1);
  const std::string text =
      absl::StrCat(words.text, letter.window, "\r\n\r\n", foot_of(letter.language), "\r\n");
  return absl::StrCat(
      "Date: ", absl::FormatTime("%a, %d %b %Y %H:%M:%S +0000", now, absl::UTCTimeZone()),
      "\r\nFrom: Desirepath <", letter.from, ">\r\nTo: ", absl::StrJoin(letter.to, ",\r\n "),
      "\r\nSubject: ",
      encoded_subject(absl::StrCat(words.subject, letter.organisation, " ", letter.window)),
      "\r\nMessage-ID: <", mark, "@", domain,
      ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=\"",
      mark, "\"\r\n\r\n--", mark,
      "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
      base64_lines(text), "--", mark,
      "\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
      "Content-Disposition: attachment; filename=\"desirepath-",
      letter.window, ".pdf\"\r\n\r\n", base64_lines(letter.pdf), "--", mark, "--\r\n");
}

}  // namespace desirepath::collector
