#include <boost/json.hpp>

#include "collector/report/audit_pack.h"
#include "collector/report/audit_questions.h"
#include "collector/report/words.h"

namespace desirepath::report {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

array texts(const std::vector<std::string>& lines) {
  array all;
  for (const std::string& line : lines) all.emplace_back(line);
  return all;
}

value or_null(const std::string& text) { return text.empty() ? value(nullptr) : value(text); }

array tools_json(const AuditPack& pack, fields::Language language) {
  array rows;
  for (const ToolBound& bound : pack.tools) {
    rows.push_back(object{
        {"tool", bound.tool},
        {"name", bound.name},
        {"windows_with_a_figure", bound.shown},
        {"windows_without", bound.not_shown},
        {"low", bound.shown == 0 ? value(0) : value(bound.devices.low)},
        {"high", bound.shown == 0 ? value(pack.k > 0 ? pack.k - 1 : 0) : value(bound.devices.high)},
        {"words", bound_words(bound, pack, language)}});
  }
  return rows;
}

array decisions_json(const std::vector<AuditedDecision>& decisions) {
  array rows;
  for (const AuditedDecision& one : decisions) {
    rows.push_back(object{{"about", one.about},
                          {"what", one.what},
                          {"by", one.by},
                          {"second", or_null(one.second)},
                          {"from", one.from},
                          {"until", or_null(one.until)},
                          {"why", one.why}});
  }
  return rows;
}

array questions_json(const AuditPack& pack, fields::Language language) {
  constexpr const char* kSaid[] = {"answered", "group", "elsewhere"};
  array rows;
  for (const AuditQuestion& one : audit_questions(pack, language)) {
    rows.push_back(object{{"question", one.question},
                          {"said", kSaid[static_cast<std::size_t>(one.said)]},
                          {"answer", one.answer}});
  }
  return rows;
}

array policies_json(const AuditPack& pack) {
  array rows;
  for (const AuditedPolicy& one : pack.policies) {
    rows.push_back(object{
        {"number", one.number}, {"hash", one.hash}, {"from", one.from}, {"until", one.until}});
  }
  return rows;
}

}  // namespace

std::string audit_json(const AuditPack& pack, fields::Language language) {
  const object controls{{"k", pack.k},
                        {"department_floor", pack.department_floor},
                        {"complement", pack.complement},
                        {"frames", pack.frames},
                        {"hold_hours", pack.hold_hours},
                        {"keep_windows", pack.keep_windows},
                        {"noise_epsilon", pack.noise},
                        {"staff_body", pack.staff_body},
                        {"uploads_asked", pack.uploads_asked},
                        {"more_reports_than_devices", pack.alarms}};
  return boost::json::serialize(
      object{{"organisation", pack.organisation},
             {"lab", pack.lab},
             {"notice", pack.lab ? value(kLabNotice) : value(kFoot)},
             {"from", pack.from},
             {"to", pack.to},
             {"windows", texts(pack.windows)},
             {"controls", controls},
             {"policies", policies_json(pack)},
             {"bounds_mean", bounds_mean(pack, language)},
             {"tools", tools_json(pack, language)},
             {"other_tools_without_a_figure", pack.other_tools},
             {"rules", decisions_json(pack.rules)},
             {"decisions", decisions_json(pack.decisions)},
             {"proof", object{{"kept", pack.proof_kept}, {"lines", texts(pack.proof)}}},
             {"chain", object{{"whole", pack.chain_trouble.empty()},
                              {"head", or_null(pack.chain_head)},
                              {"trouble", or_null(pack.chain_trouble)}}},
             {"questions", questions_json(pack, language)}});
}

}  // namespace desirepath::report
