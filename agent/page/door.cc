#include "agent/page/door.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace desirepath::page {
namespace {

constexpr std::string_view kOpen = "/open/";

// Takes the same time whatever the two hold: the difference of a guess does not show.
bool same(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    difference |= static_cast<unsigned>(left[i] != right[i]);
  }
  return difference == 0;
}

}  // namespace

Door::Door(std::uint16_t port, std::string key, std::string session)
    : port_(port), key_(std::move(key)), session_(std::move(session)) {}

std::string Door::host() const { return absl::StrCat("127.0.0.1:", port_); }

std::string Door::address() const {
  return absl::StrCat("http://", host(), std::string(kOpen), key_);
}

// Cookies are shared by all ports of a host: the name tells two pages apart.
std::string Door::cookie() const {
  return absl::StrCat("desirepath-", port_, "=", session_, "; Path=/; HttpOnly; SameSite=Strict");
}

bool Door::has_cookie(std::string_view cookies) const {
  const std::string wanted = absl::StrCat("desirepath-", port_, "=", session_);
  for (absl::string_view one :
       absl::StrSplit(absl::string_view(cookies.data(), cookies.size()), ';')) {
    one = absl::StripAsciiWhitespace(one);
    if (same({one.data(), one.size()}, wanted)) return true;
  }
  return false;
}

Entry Door::admit(const Visitor& visitor) {
  if (visitor.host != host()) return Entry::kNotThisHost;
  const bool own_origin = visitor.origin == absl::StrCat("http://", host());
  if (!visitor.origin.empty() && !own_origin) return Entry::kForeignPage;
  const std::string_view target = visitor.target;
  if (visitor.method == "GET" && target.substr(0, kOpen.size()) == kOpen) {
    if (!key_.empty() && same(target.substr(kOpen.size()), key_)) {
      key_.clear();
      return Entry::kFirstVisit;
    }
    return Entry::kNoKey;
  }
  if (!has_cookie(visitor.cookie)) return Entry::kNoKey;
  const bool changes = visitor.method != "GET" && visitor.method != "HEAD";
  return changes && !own_origin ? Entry::kForeignPage : Entry::kWelcome;
}

}  // namespace desirepath::page
