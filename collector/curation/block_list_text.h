#pragma once

// A block list as text: a response policy zone, lines for Squid, for nftables, for dnsmasq.
//
//   rpz       a zone for BIND, unbound, Knot or PowerDNS: refused names do not exist; passed ones
//             are rpz-passthru. Serial: the seconds of the day it was made.
//   squid     acl and http_access lines to be included before the rules that allow.
//   nftables  a table with sets of addresses that refuses to forward to them. A packet filter knows
//             no names, so the sets are empty until dnsmasq fills them by the lines that stand
//             there as comments; addresses are never looked up here, where many names share one.
//   dnsmasq   those lines alone.
//
// Nothing counts or logs: no counter, no log statement. What a format cannot say is left out and
// said in a comment, never widened. Every name is one of the catalog's, so nothing needs quoting;
// `head` lines are the caller's and have no line breaks.
//
// Source: BIND 9 manual (RPZ), Squid acl reference, nft(8), dnsmasq(8) --nftset. Threads: pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collector/curation/block_list.h"

namespace desirepath::curation {

enum class BlockFormat : std::uint8_t { kRpz, kSquid, kNftables, kDnsmasq };
std::optional<BlockFormat> parse_block_format(std::string_view word);

struct BlockText {
  std::vector<std::string> head;  // comments: which rules, until when
  std::int64_t made = 0;          // unix seconds
};

std::string block_text(const BlockList& list, BlockFormat format, const BlockText& about);

// Names that the format leaves out, as it says in its comments: "*-my.sharepoint.com".
std::vector<std::string> left_out(const BlockList& list, BlockFormat format);

}  // namespace desirepath::curation
