#include "collector/curation/block_list_text.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace desirepath::curation {
namespace {

std::string words_of(const BlockPattern& pattern) {
  return absl::StrCat("*", pattern.ending, ".", pattern.suffix);
}

// A name server matches whole labels: where a part of a label decides, it would refuse too much.
bool tells_apart(const RefusedName& refused) { return refused.passed_patterns.empty(); }

// With an exact name, dnsmasq takes the names below along.
bool tells_apart_below(const RefusedName& refused) {
  return tells_apart(refused) && !refused.others_below &&
         std::none_of(refused.passed.begin(), refused.passed.end(),
                      [](const BlockName& name) { return name.exact; });
}

std::string comments(const BlockList& list, BlockFormat format, const BlockText& about,
                     const char* mark) {
  std::string text;
  for (const std::string& line : about.head) absl::StrAppend(&text, mark, " ", line, "\n");
  for (const std::string& name : left_out(list, format)) {
    absl::StrAppend(&text, mark, " left out, this format cannot say it: ", name, "\n");
  }
  return text;
}

void add_zone_lines(std::string& text, const BlockName& name, const char* target) {
  absl::StrAppend(&text, name.host, " CNAME ", target, "\n");
  if (!name.exact) absl::StrAppend(&text, "*.", name.host, " CNAME ", target, "\n");
}

std::string rpz(const BlockList& list, const BlockText& about) {
  std::string text = comments(list, BlockFormat::kRpz, about, ";");
  absl::StrAppend(&text, "$TTL 300\n@ SOA localhost. hostmaster.localhost. (", about.made,
                  " 3600 600 86400 300)\n@ NS localhost.\n");
  for (const RefusedName& refused : list.names) {
    if (!tells_apart(refused)) continue;
    // A passed name of the same owner stands in place of the refusal.
    const bool own = std::any_of(refused.passed.begin(), refused.passed.end(),
                                 [&](const auto& one) { return one.host == refused.name.host; });
    if (own) {
      absl::StrAppend(&text, "*.", refused.name.host, " CNAME .\n");
    } else {
      add_zone_lines(text, refused.name, ".");
    }
    for (const BlockName& passed : refused.passed) add_zone_lines(text, passed, "rpz-passthru.");
  }
  return text;
}

std::string domain(const BlockName& name) {
  return name.exact ? name.host : absl::StrCat(".", name.host);
}

std::string expression(const BlockPattern& pattern) {
  return absl::StrCat("(^|\\.)[^.]+", pattern.ending, "\\.",
                      absl::StrReplaceAll(pattern.suffix, {{".", "\\."}}), "$");
}

template <typename Range, typename Word>
void add_acl(std::string& text, const std::string& name, const char* kind, const Range& range,
             Word word) {
  for (const auto& one : range) {
    absl::StrAppend(&text, "acl ", name, " ", kind, " ", word(one), "\n");
  }
}

std::string squid(const BlockList& list, const BlockText& about) {
  std::string text = comments(list, BlockFormat::kSquid, about, "#");
  std::vector<BlockName> plain;
  std::size_t number = 0;
  for (const RefusedName& refused : list.names) {
    if (refused.passed.empty() && refused.passed_patterns.empty()) {
      plain.push_back(refused.name);
      continue;
    }
    const std::string own = absl::StrCat("desirepath_refused_", ++number);
    const std::string passed = absl::StrCat("desirepath_passed_", number);
    const std::string matched = absl::StrCat("desirepath_matched_", number);
    absl::StrAppend(&text, "acl ", own, " dstdomain ", domain(refused.name), "\n");
    add_acl(text, passed, "dstdomain", refused.passed, domain);
    add_acl(text, matched, "dstdom_regex -i", refused.passed_patterns, expression);
    absl::StrAppend(&text, "http_access deny ", own,
                    refused.passed.empty() ? "" : absl::StrCat(" !", passed),
                    refused.passed_patterns.empty() ? "" : absl::StrCat(" !", matched), "\n");
  }
  add_acl(text, "desirepath_refused", "dstdomain", plain, domain);
  if (!plain.empty()) absl::StrAppend(&text, "http_access deny desirepath_refused\n");
  add_acl(text, "desirepath_pattern", "dstdom_regex -i", list.patterns, expression);
  if (!list.patterns.empty()) absl::StrAppend(&text, "http_access deny desirepath_pattern\n");
  return text;
}

std::vector<std::string> dnsmasq_lines(const BlockList& list) {
  std::vector<std::string> lines;
  const auto line = [](const BlockName& name, const char* set) {
    return absl::StrCat("nftset=/", name.host, "/4#inet#desirepath#", set, "4,6#inet#desirepath#",
                        set, "6");
  };
  for (const RefusedName& refused : list.names) {
    if (!tells_apart_below(refused)) continue;
    lines.push_back(line(refused.name, "refused"));
    for (const BlockName& passed : refused.passed) lines.push_back(line(passed, "passed"));
  }
  return lines;
}

std::string dnsmasq(const BlockList& list, const BlockText& about) {
  std::string text = comments(list, BlockFormat::kDnsmasq, about, "#");
  for (const std::string& line : dnsmasq_lines(list)) absl::StrAppend(&text, line, "\n");
  return text;
}

std::string nftables(const BlockList& list, const BlockText& about) {
  std::string text = comments(list, BlockFormat::kNftables, about, "#");
  text += "# Names become addresses in dnsmasq, by these lines of its configuration:\n";
  for (const std::string& line : dnsmasq_lines(list)) absl::StrAppend(&text, "#   ", line, "\n");
  text += "table inet desirepath\ndelete table inet desirepath\ntable inet desirepath {\n";
  for (const char* set : {"refused", "passed"}) {
    for (const char* family : {"4", "6"}) {
      absl::StrAppend(&text, "  set ", set, family, " { type ipv", family,
                      "_addr; size 65535; flags timeout; timeout 1d; }\n");
    }
  }
  text +=
      "  chain forward {\n"
      "    type filter hook forward priority filter; policy accept;\n"
      "    ip daddr @refused4 ip daddr != @passed4 reject with icmpx admin-prohibited\n"
      "    ip6 daddr @refused6 ip6 daddr != @passed6 reject with icmpx admin-prohibited\n"
      "  }\n}\n";
  return text;
}

}  // namespace

std::optional<BlockFormat> parse_block_format(std::string_view word) {
  if (word == "rpz") return BlockFormat::kRpz;
  if (word == "squid") return BlockFormat::kSquid;
  if (word == "nftables") return BlockFormat::kNftables;
  if (word == "dnsmasq") return BlockFormat::kDnsmasq;
  return std::nullopt;
}

std::vector<std::string> left_out(const BlockList& list, BlockFormat format) {
  std::vector<std::string> names;
  if (format == BlockFormat::kSquid) return names;
  for (const RefusedName& refused : list.names) {
    const bool said =
        format == BlockFormat::kRpz ? tells_apart(refused) : tells_apart_below(refused);
    if (!said) names.push_back(domain(refused.name));
  }
  for (const BlockPattern& pattern : list.patterns) names.push_back(words_of(pattern));
  return names;
}

std::string block_text(const BlockList& list, BlockFormat format, const BlockText& about) {
  switch (format) {
    case BlockFormat::kRpz:
      return rpz(list, about);
    case BlockFormat::kSquid:
      return squid(list, about);
    case BlockFormat::kNftables:
      return nftables(list, about);
    case BlockFormat::kDnsmasq:
      return dnsmasq(list, about);
  }
  return "";
}

}  // namespace desirepath::curation
