#include "agent/capture/link_filter.h"

#include <array>

namespace desirepath::capture {
namespace {

using Label = FilterAssembler::Label;

constexpr std::uint16_t kLinkEthernet = 1;
constexpr std::uint16_t kLinkRaw = 101;
constexpr std::uint16_t kLinkIpv4 = 228;
constexpr std::uint16_t kLinkIpv6 = 229;

constexpr std::uint32_t kTypeIpv4 = 0x0800;
constexpr std::uint32_t kTypeIpv6 = 0x86dd;
constexpr std::array<std::uint32_t, 3> kTags = {0x8100, 0x88a8, 0x9100};
constexpr std::uint32_t kTypePppoe = 0x8864;
// A third tag, bridged Ethernet, MPLS, PPPoE in a tag, PPP, 802.1ah, Cisco's metadata, MACsec (may
// be in the clear), HSR, VN-Tag, 802.1BR, a service header.
constexpr std::array<std::uint32_t, 16> kCarriers = {0x8100, 0x88a8, 0x9200, 0x9300, 0x6558, 0x8847,
                                                     0x8848, 0x8864, 0x880b, 0x88e7, 0x8909, 0x88e5,
                                                     0x892f, 0x8926, 0x893f, 0x894f};
constexpr std::uint32_t kPppIpv4 = 0x0021;
constexpr std::uint32_t kPppIpv6 = 0x0057;

// Looks at the type at `offset` and goes on with the network header two octets behind it.
void type_at(FilterAssembler& code, const LinkTargets& targets, std::uint32_t offset,
             std::uint32_t type_v4, std::uint32_t type_v6) {
  const Label v4 = code.new_label();
  const Label v6 = code.new_label();
  const Label neither = code.new_label();
  code.load_half_at(offset);
  code.if_equal(type_v4, v4);
  code.if_equal(type_v6, v6, neither);
  code.place(v4);
  code.load_index(offset + 2);
  code.jump(targets.ipv4);
  code.place(v6);
  code.load_index(offset + 2);
  code.jump(targets.ipv6);
  code.place(neither);
}

void carriers_or_drop(FilterAssembler& code, const LinkTargets& targets) {
  const Label carrier = code.new_label();  // near enough for a branch
  for (const std::uint32_t type : kCarriers) code.if_equal(type, carrier);
  code.jump(targets.drop);
  code.place(carrier);
  code.jump(targets.carrier);
}

void ethernet(FilterAssembler& code, const LinkTargets& targets) {
  const Label tagged = code.new_label();
  const Label twice = code.new_label();
  const Label pppoe = code.new_label();
  type_at(code, targets, 12, kTypeIpv4, kTypeIpv6);
  for (const std::uint32_t tag : kTags) code.if_equal(tag, tagged);
  code.if_equal(kTypePppoe, pppoe);
  carriers_or_drop(code, targets);
  code.place(tagged);
  type_at(code, targets, 16, kTypeIpv4, kTypeIpv6);
  for (const std::uint32_t tag : kTags) code.if_equal(tag, twice);
  carriers_or_drop(code, targets);
  code.place(twice);
  type_at(code, targets, 20, kTypeIpv4, kTypeIpv6);
  carriers_or_drop(code, targets);
  code.place(pppoe);
  type_at(code, targets, 20, kPppIpv4, kPppIpv6);
  code.jump(targets.drop);
}

void raw(FilterAssembler& code, const LinkTargets& targets) {
  const Label v4 = code.new_label();
  const Label v6 = code.new_label();
  const Label neither = code.new_label();
  code.load_index(0);
  code.load_octet_at(0);
  code.shift_right(4);
  code.if_equal(6, v6);
  code.if_equal(4, v4, neither);
  code.place(v4);
  code.jump(targets.ipv4);
  code.place(v6);
  code.jump(targets.ipv6);
  code.place(neither);
  code.jump(targets.drop);
}

}  // namespace

bool knows_link(std::uint16_t link_type) {
  return link_type == kLinkEthernet || link_type == kLinkRaw || link_type == kLinkIpv4 ||
         link_type == kLinkIpv6;
}

void write_link_headers(FilterAssembler& code, std::uint16_t link_type,
                        const LinkTargets& targets) {
  if (link_type == kLinkEthernet) {
    ethernet(code, targets);
  } else {
    raw(code, targets);
  }
}

}  // namespace desirepath::capture
