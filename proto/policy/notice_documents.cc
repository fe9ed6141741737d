#include "proto/policy/notice_documents.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "proto/policy/floors.h"
#include "proto/policy/signature.h"
#include "proto/policy/wording.h"

namespace desirepath::policy {
namespace {

template <typename... Parts>
absl::Status refuse(std::uint32_t number, const Parts&... parts) {
  return absl::InvalidArgumentError(absl::StrCat("notice ", number, ": ", parts...));
}

absl::Status check_words(const Notice& notice) {
  for (const std::string& words : notice.words) {
    if (words.empty()) {
      return refuse(notice.number, "its words are missing in a language, give en, fi and de");
    }
  }
  for (const std::string* words :
       {&notice.words[0], &notice.words[1], &notice.words[2], &notice.legal_basis}) {
    if (!is_one_line(*words, kMaximumNoticeOctets)) {
      return refuse(notice.number, "its words must be one line of at most ", kMaximumNoticeOctets,
                    " octets");
    }
  }
  return absl::OkStatus();
}

// Whether a policy's signers count at `now`: the newest, and those before it until their successor
// holds.
std::vector<const Policy*> not_replaced(const Bundle& bundle, absl::Time now) {
  std::vector<const Policy*> policies;
  for (auto it = bundle.policies.rbegin(); it != bundle.policies.rend(); ++it) {
    policies.push_back(&it->policy);
    if (absl::FromUnixSeconds(it->policy.not_before) <= now) break;
  }
  return policies;
}

NoticeHands hands(const v1::SignedDocument& document, const std::vector<const Policy*>& policies) {
  NoticeHands found;
  for (const Policy* policy : policies) {
    found.organisation =
        found.organisation || is_signed_by(document, Document::kNotice, policy->signers.curation);
    found.staff =
        found.staff || is_signed_by_one_of(document, Document::kNotice, policy->signers.staff);
  }
  return found;
}

}  // namespace

absl::StatusOr<Notice> check_notice(const v1::Notice& message) {
  Notice notice;
  notice.number = message.number();
  if (message.number() == 0) return refuse(0, "it has no number");
  if (message.kind() != v1::NOTICE_KIND_CARE && message.kind() != v1::NOTICE_KIND_RULE) {
    return refuse(message.number(), "it is neither care nor rule");
  }
  notice.kind = static_cast<NoticeKind>(message.kind());
  notice.tools.assign(message.tools().begin(), message.tools().end());
  if (message.tools_size() == 0 || message.tools_size() > kMaximumNoticeTools) {
    return refuse(notice.number, "it must name 1 to ", kMaximumNoticeTools, " tools");
  }
  notice.within_days = message.within_days();
  if (notice.within_days == 0 || notice.within_days > kMaximumNoticeDays) {
    return refuse(notice.number, "it must look back 1 to ", kMaximumNoticeDays, " days");
  }
  notice.issued = message.issued();
  notice.ends = message.ends();
  if (notice.issued <= 0 || notice.ends <= notice.issued ||
      notice.ends - notice.issued > kLongestSeconds) {
    return refuse(notice.number, "it must end within twelve months of its issue");
  }
  notice.words = {message.words_en(), message.words_fi(), message.words_de()};
  notice.legal_basis = message.legal_basis();
  notice.use_instead = message.use_instead();
  if (absl::Status s = check_words(notice); !s.ok()) return s;
  const bool rule = notice.kind == NoticeKind::kRule;
  if (rule == notice.legal_basis.empty() || (!rule && notice.use_instead != 0)) {
    return refuse(notice.number, rule ? "a rule needs its legal basis"
                                      : "only a rule has a legal basis or a tool to use instead");
  }
  return notice;
}

v1::Notice message_of(const Notice& notice) {
  v1::Notice message;
  message.set_number(notice.number);
  message.set_kind(static_cast<v1::NoticeKind>(notice.kind));
  for (const std::uint32_t tool : notice.tools) message.add_tools(tool);
  message.set_within_days(notice.within_days);
  message.set_issued(notice.issued);
  message.set_ends(notice.ends);
  message.set_words_en(notice.words[0]);
  message.set_words_fi(notice.words[1]);
  message.set_words_de(notice.words[2]);
  message.set_legal_basis(notice.legal_basis);
  message.set_use_instead(notice.use_instead);
  return message;
}

NoticeHands hands_on_notice(const v1::SignedDocument& document, const Bundle& bundle,
                            absl::Time now) {
  return hands(document, not_replaced(bundle, now));
}

absl::Status read_notices(const v1::PolicyBundle& message, absl::Time now, Bundle& bundle) {
  if (message.notices_size() > kMaximumNotices) {
    return absl::InvalidArgumentError(
        absl::StrCat("the bundle holds more than ", kMaximumNotices, " notices"));
  }
  std::vector<const Policy*> ever;
  for (const SignedPolicy& each : bundle.policies) ever.push_back(&each.policy);
  std::set<std::uint32_t> numbers;
  for (const v1::SignedDocument& document : message.notices()) {
    v1::Notice fields;
    if (!fields.ParseFromString(document.payload())) {
      return absl::InvalidArgumentError("a notice of the bundle is not readable, fetch it again");
    }
    absl::StatusOr<Notice> notice = check_notice(fields);
    if (!notice.ok()) return notice.status();
    if (!numbers.insert(notice->number).second) return refuse(notice->number, "it comes twice");
    const NoticeHands signed_ever = hands(document, ever);
    if (!signed_ever.organisation || !signed_ever.staff) {
      return refuse(notice->number,
                    "it takes the signatures of the curation key and of the staff "
                    "side");
    }
    const NoticeHands signed_now = hands_on_notice(document, bundle, now);
    const bool holds = absl::FromUnixSeconds(notice->ends) > now;
    if (holds && signed_now.organisation && signed_now.staff) {
      bundle.notices.push_back(*std::move(notice));
    }
  }
  return absl::OkStatus();
}

}  // namespace desirepath::policy
