#include "collector/proof/report.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "collector/paper/paper.h"

namespace desirepath::proof {
namespace {

using paper::Paper;

using fields::filled;

struct Attempt {
  std::string promise;
  std::string tried;
  std::string found;
  bool kept = false;
};

std::string percent(double share) { return absl::StrFormat("%.1f", 100 * share); }
std::string number(std::uint64_t value) { return absl::StrCat(value); }

class Speaker {
 public:
  Speaker(const Proof& proof, Language language) : proof_(proof), language_(language) {}

  [[nodiscard]] std::string say(std::string_view key) const {
    return std::string(proof::say(language_, key));
  }
  [[nodiscard]] std::string say(std::string_view key, fields::Places places) const {
    return filled(proof::say(language_, key), places);
  }

  [[nodiscard]] std::string whom() const {
    return say("for", {{"organisation", proof_.organisation},
                       {"policy", number(proof_.policy)},
                       {"k", number(proof_.k)}});
  }
  [[nodiscard]] std::string how() const {
    return say("how", {{"devices", number(proof_.devices)}, {"seed", number(proof_.seed)}});
  }
  [[nodiscard]] std::string verdict() const { return say(proof_.kept() ? "kept" : "broken"); }
  [[nodiscard]] std::string foot() const {
    return say("foot", {{"policy", number(proof_.policy)}});
  }

  [[nodiscard]] Attempt linking() const {
    return {say("c4"), say("c4.tried"), say("c4.found", {{"tried", number(proof_.followed.tried)}}),
            proof_.unlinkable()};
  }
  [[nodiscard]] Attempt order() const {
    const Order& order = proof_.order;
    return {say("c5"), say("c5.tried"),
            say("c5.found", {{"rho", absl::StrFormat("%.4f", order.correlation)},
                             {"sigma", absl::StrFormat("%.4f", 3 * order.sigma)},
                             {"fewest", number(order.fewest_devices)},
                             {"k", number(proof_.k)}}),
            proof_.shuffled()};
  }
  [[nodiscard]] Attempt mark() const {
    return {say("c1"), say("c1.tried"),
            say("c1.found",
                {{"marks", number(proof_.marks)}, {"control", number(proof_.marks_control)}}),
            proof_.no_mark()};
  }
  [[nodiscard]] Attempt small() const {
    const SmallNumbers& found = proof_.small_numbers;
    return {say("c8", {{"k", number(proof_.k)}}),
            say("c8.tried", {{"left", number(found.left_out)}}),
            say("c8.found", {{"small", number(found.small)},
                             {"blocks", number(found.blocks)},
                             {"differences", number(found.differences)},
                             {"naive", number(found.naive)},
                             {"step", number(found.largest_step)},
                             {"shown", number(found.shown_tools)},
                             {"hidden", number(found.hidden_tools)}}),
            proof_.no_small_number()};
  }
  [[nodiscard]] std::vector<std::string> linking_bars() const {
    return {say("c4.with", {{"share", percent(proof_.followed.rate)}}),
            say("c4.chance", {{"share", percent(proof_.followed.chance)},
                              {"sigma", percent(3 * proof_.followed.sigma)}}),
            say("c4.control", {{"share", percent(proof_.bundled.rate)}})};
  }
  [[nodiscard]] std::string size(Size size) const {
    return say(absl::StrCat("size.", static_cast<int>(size)));
  }

 private:
  const Proof& proof_;
  Language language_;
};

void set_part(Paper& paper, const Speaker& speaker, const Attempt& part) {
  paper.heading(part.promise);
  paper.strong(speaker.say(part.kept ? "yes" : "no"));
  paper.paragraph(absl::StrCat(speaker.say("tried"), part.tried));
  paper.paragraph(absl::StrCat(speaker.say("found"), part.found));
}

void set_departments(Paper& paper, const Speaker& speaker, const Proof& proof) {
  paper.heading(speaker.say("sizes"));
  if (proof.departments.empty()) return paper.paragraph(speaker.say("sizes.none"));
  const std::vector<double> widths = {0.3, 0.12, 0.58};
  paper.row({speaker.say("department"), speaker.say("devices"), speaker.say("means")}, widths,
            true);
  for (const DepartmentSize& department : proof.departments) {
    paper.row({department.name, number(department.devices), speaker.size(department.size)}, widths,
              false);
  }
}

std::vector<std::string> what_remains(const Speaker& speaker) {
  std::vector<std::string> sentences;
  for (int i = 1; i <= 6; ++i) sentences.push_back(speaker.say(absl::StrCat("remains.", i)));
  return sentences;
}

}  // namespace

std::string proof_text(const Proof& proof, Language language) {
  const Speaker speaker(proof, language);
  std::string text = absl::StrCat(speaker.whom(), "\n");
  if (proof.lab) absl::StrAppend(&text, speaker.say("lab"), "\n");
  absl::StrAppend(&text, speaker.how(), "\n");
  for (const Attempt& part :
       {speaker.linking(), speaker.order(), speaker.mark(), speaker.small()}) {
    absl::StrAppend(&text, "\n", part.promise, "\n  ", speaker.say("tried"), part.tried, "\n  ",
                    speaker.say("found"), part.found, "\n");
    if (part.promise == speaker.say("c4")) {
      for (const std::string& bar : speaker.linking_bars())
        absl::StrAppend(&text, "    ", bar, "\n");
    }
    absl::StrAppend(&text, "  ", speaker.say(part.kept ? "yes" : "no"), "\n");
  }
  absl::StrAppend(&text, "\n", speaker.say("sizes"), "\n");
  for (const DepartmentSize& department : proof.departments) {
    absl::StrAppendFormat(&text, "  %-28s %6d  %s\n", department.name, department.devices,
                          speaker.size(department.size));
  }
  absl::StrAppend(&text, "\n", speaker.say("remains"), "\n");
  for (const std::string& sentence : what_remains(speaker)) {
    absl::StrAppend(&text, "  - ", sentence, "\n");
  }
  return absl::StrCat(text, "\n", speaker.verdict(), "\n");
}

absl::StatusOr<std::string> proof_pdf(const Proof& proof, Language language) {
  const Speaker speaker(proof, language);
  Paper paper(speaker.say("title"), speaker.foot());
  paper.new_page();
  paper.title(speaker.say("title"));
  paper.paragraph(speaker.whom());
  if (proof.lab) paper.strong(speaker.say("lab"));
  paper.paragraph(speaker.how());
  paper.strong(speaker.verdict());
  const std::vector<Attempt> parts = {speaker.linking(), speaker.order(), speaker.mark(),
                                      speaker.small()};
  paper.row({speaker.say("promise"), ""}, {0.8, 0.2}, true);
  for (const Attempt& part : parts) {
    paper.row({part.promise, speaker.say(part.kept ? "yes" : "no")}, {0.8, 0.2}, false);
  }
  paper.new_page();
  set_part(paper, speaker, parts[0]);
  const std::vector<std::string> bars = speaker.linking_bars();
  paper.bar(bars[0], proof.followed.rate, !proof.followed.no_better_than_chance());
  paper.bar(bars[1], proof.followed.chance, false);
  paper.bar(bars[2], proof.bundled.rate, true);
  for (std::size_t i = 1; i < parts.size(); ++i) set_part(paper, speaker, parts[i]);
  paper.new_page();
  set_departments(paper, speaker, proof);
  paper.new_page();
  paper.heading(speaker.say("remains"));
  for (const std::string& sentence : what_remains(speaker)) paper.paragraph(sentence);
  return paper.octets();
}

}  // namespace desirepath::proof
