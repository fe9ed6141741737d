#include "agent/console/ledger_json.h"

#include <boost/json/array.hpp>
#include <map>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "agent/console/members.h"
#include "agent/console/notices_json.h"

namespace desirepath::console {
namespace {

boost::json::array sends_of(const outbox::LedgerEntry& entry) {
  boost::json::array sends;
  for (const outbox::LedgerSend& send : entry.sends) {
    sends.push_back(boost::json::object{{"time", send.time},
                                        {"number", send.number},
                                        {"sealed_hash", send.sealed_hash},
                                        {"seed", send.seed},
                                        {"chain", send.chain}});
  }
  return sends;
}

struct Filler {
  int frames = 0;
  int sent = 0;
};

}  // namespace

boost::json::object ledger_to_json(const std::vector<outbox::LedgerEntry>& entries) {
  boost::json::array all;
  bool lab = false;
  for (const outbox::LedgerEntry& entry : entries) {
    lab = lab || entry.lab;
    all.push_back(boost::json::object{{"window", entry.window_name},
                                      {"position", entry.position},
                                      {"made", entry.made},
                                      {"state", view(outbox::name(entry.state))},
                                      {"filler", entry.filler},
                                      {"kind", entry.kind},
                                      {"words", entry.words},
                                      {"true_answer", entry.true_answer},
                                      {"sent_answer", entry.sent_answer},
                                      {"plaintext", entry.plaintext},
                                      {"sealing_key", entry.sealing_key},
                                      {"sends", sends_of(entry)}});
  }
  boost::json::object object{{"lab", lab}, {"entries", all}};
  if (lab) object["banner"] = view(outbox::kLabBanner);
  return object;
}

std::string ledger_to_text(const boost::json::object& ledger) {
  std::string text = text_of(ledger, "banner");
  if (!text.empty()) text += "\n";
  text += shown_notices_to_text(ledger);
  std::map<std::string, Filler> filler;
  for (const boost::json::value& value : ledger.at("entries").as_array()) {
    const boost::json::object& entry = value.as_object();
    const std::string state = text_of(entry, "state");
    if (entry.at("filler").as_bool()) {
      Filler& sum = filler[text_of(entry, "window")];
      ++sum.frames;
      if (state == "sent") ++sum.sent;
      continue;
    }
    const std::string words = text_of(entry, "words");
    absl::StrAppendFormat(&text, "%-16s %3d  %-8s %s\n", text_of(entry, "window"),
                          entry.at("position").to_number<int>(), state,
                          words.empty() ? text_of(entry, "kind") : words);
  }
  for (const auto& [window, sum] : filler) {
    absl::StrAppendFormat(&text,
                          "%-16s      filler   %d frames that say nothing, %d of them sent\n",
                          window, sum.frames, sum.sent);
  }
  if (text.empty())
    text = "nothing was made yet; the first window that is seen whole makes facts\n";
  return text;
}

}  // namespace desirepath::console
