#include "agent/capture/kernel_filter.h"

#include <pcap/bpf.h>

#include <algorithm>
#include <array>

namespace desirepath::capture {
namespace {

using Label = FilterAssembler::Label;

constexpr Label kNext = FilterAssembler::kNext;

constexpr std::uint16_t kLinkEthernet = 1;
constexpr std::uint16_t kLinkRaw = 101;
constexpr std::uint16_t kLinkIpv4 = 228;
constexpr std::uint16_t kLinkIpv6 = 229;

constexpr std::uint32_t kTypeIpv4 = 0x0800;
constexpr std::uint32_t kTypeIpv6 = 0x86dd;
constexpr std::array<std::uint32_t, 3> kTags = {0x8100, 0x88a8, 0x9100};
constexpr std::uint32_t kTypePppoe = 0x8864;
constexpr std::uint32_t kPppIpv4 = 0x0021;
constexpr std::uint32_t kPppIpv6 = 0x0057;

// Scratch slots of the program: where the transport header begins, where the datagram ends.
constexpr std::uint32_t kTransport = 0;
constexpr std::uint32_t kEnd = 1;
constexpr std::uint32_t kPayload = 2;  // how many octets of it there are
constexpr std::uint32_t kScratch = 3;

// What the client says in one segment can be the rest of a split hello only below this.
constexpr std::uint32_t kSplitHelloOctets = 2920;

constexpr std::uint32_t kQuicDatagram = 1200 + 8;  // with the UDP header

// Server ports where TLS begins after plain text, or a proxy is asked first: the client's side is
// small there.
constexpr std::array<std::uint32_t, 9> kPlainFirstPorts = {25,   110,  143,  389, 587,
                                                           1080, 3128, 5222, 5432};
// UDP ports of tunnels that `wire` looks into: GTP-U, Teredo, VXLAN.
constexpr std::array<std::uint32_t, 3> kTunnelPorts = {2152, 3544, 4789};
// IP in IP, IPv6 in IP, GRE.
constexpr std::array<std::uint32_t, 3> kTunnelProtocols = {4, 41, 47};
// Hop-by-hop, routing, fragment, destination options, mobility.
constexpr std::array<std::uint32_t, 5> kExtensionHeaders = {0, 43, 44, 60, 135};
// "GET ", "POST", "HEAD", "PUT ", "CONN", "OPTI", "PATC", "DELE", "PRI ".
constexpr std::array<std::uint32_t, 9> kRequestWords = {0x47455420, 0x504f5354, 0x48454144,
                                                        0x50555420, 0x434f4e4e, 0x4f505449,
                                                        0x50415443, 0x44454c45, 0x50524920};

class FilterWriter {
 public:
  explicit FilterWriter(Bulk bulk) : bulk_(bulk) {}

  std::vector<FilterInstruction> write(std::uint16_t link_type) {
    if (link_type == kLinkEthernet) {
      ethernet();
    } else {
      raw();
    }
    ipv4();
    ipv6();
    tcp();
    udp();
    code_.place(rest_);
    code_.keep(bulk_ == Bulk::kAll ? kHeaderOctets : 0);
    code_.place(name_);
    code_.keep(kNameOctets);
    code_.place(header_);
    code_.keep(kHeaderOctets);
    code_.place(drop_);
    code_.keep(0);
    return code_.assemble();
  }

 private:
  // Looks at the type at `offset` and goes on with the network header two octets behind it.
  void type_at(std::uint32_t offset, std::uint32_t type_v4, std::uint32_t type_v6) {
    const Label v4 = code_.new_label();
    const Label v6 = code_.new_label();
    const Label neither = code_.new_label();
    code_.load_half_at(offset);
    code_.if_equal(type_v4, v4);
    code_.if_equal(type_v6, v6, neither);
    code_.place(v4);
    code_.load_index(offset + 2);
    code_.jump(ipv4_);
    code_.place(v6);
    code_.load_index(offset + 2);
    code_.jump(ipv6_);
    code_.place(neither);
  }

  void ethernet() {
    const Label tagged = code_.new_label();
    const Label twice = code_.new_label();
    const Label pppoe = code_.new_label();
    type_at(12, kTypeIpv4, kTypeIpv6);
    if_any(kTags, tagged);
    code_.if_equal(kTypePppoe, pppoe, drop_);
    code_.place(tagged);
    type_at(16, kTypeIpv4, kTypeIpv6);
    if_any(kTags, twice);
    code_.jump(drop_);
    code_.place(twice);
    type_at(20, kTypeIpv4, kTypeIpv6);
    code_.jump(drop_);
    code_.place(pppoe);
    type_at(20, kPppIpv4, kPppIpv6);
    code_.jump(drop_);
  }

  void raw() {
    code_.load_index(0);
    code_.load_octet_at(0);
    code_.shift_right(4);
    code_.if_equal(6, ipv6_);
    code_.if_equal(4, ipv4_, drop_);
  }

  void if_any(std::span<const std::uint32_t> values, Label then) {
    for (const std::uint32_t value : values) code_.if_equal(value, then);
  }

  // Stores where the datagram ends, given that A is its length by the header.
  void store_end() {
    const Label sized = code_.new_label();
    const Label done = code_.new_label();
    code_.if_greater(0, sized);
    code_.load_packet_length();  // a segment too large for the field (BIG TCP)
    code_.jump(done);
    code_.place(sized);
    code_.add_index();
    code_.place(done);
    code_.store(kEnd);
  }

  // X is where the IPv4 header begins.
  void ipv4() {
    code_.place(ipv4_);
    code_.load_half(6);
    code_.if_any_bit(0x3fff, name_);  // a fragment: an offset, or more to come
    code_.load_half(2);
    store_end();
    code_.load_octet(0);
    code_.and_value(15);
    code_.shift_left(2);
    code_.add_index();
    code_.store(kTransport);
    code_.load_octet(9);
    code_.load_index_slot(kTransport);
    code_.if_equal(6, tcp_);
    code_.if_equal(17, udp_);
    if_any(kTunnelProtocols, name_);
    code_.jump(drop_);
  }

  // X is where the IPv6 header begins.
  void ipv6() {
    const Label known = code_.new_label();
    code_.place(ipv6_);
    code_.load_octet(6);
    code_.if_equal(6, known);
    code_.if_equal(17, known);
    if_any(kExtensionHeaders, name_);
    if_any(kTunnelProtocols, name_);
    code_.jump(drop_);
    code_.place(known);
    code_.load_half(4);
    store_end();
    code_.add(40);  // the header's own length is not in its field; harmless on a packet length
    code_.store(kEnd);
    code_.accumulator_from_index();
    code_.add(40);
    code_.store(kTransport);
    code_.load_octet(6);
    code_.load_index_slot(kTransport);
    code_.if_equal(17, udp_);
  }

  // X is where the TCP header begins.
  void tcp() {
    const Label no_hello = code_.new_label();
    const Label ports = code_.new_label();
    code_.place(tcp_);
    code_.load_octet(13);
    code_.if_any_bit(0x07, name_);  // FIN, SYN, RST
    code_.load_octet(12);
    code_.and_value(0xf0);
    code_.shift_right(2);
    code_.add_index();
    code_.index_from_accumulator();
    code_.load_slot(kEnd);
    code_.subtract_index();
    code_.store(kPayload);
    code_.if_at_least(6, kNext, ports);
    code_.load_half(0);
    code_.if_equal(0x1603, kNext, no_hello);  // a handshake record ...
    code_.load_octet(5);
    code_.if_equal(1, name_, ports);  // ... that begins with a ClientHello
    code_.place(no_hello);
    code_.load_word(0);
    if_any(kRequestWords, name_);
    code_.place(ports);
    tcp_rest();
  }

  // Segments that show no name by themselves.
  void tcp_rest() {
    code_.load_index_slot(kTransport);
    if (bulk_ != Bulk::kAll) {
      code_.load_slot(kPayload);
      code_.if_equal(0, drop_);  // an acknowledgement alone
    }
    code_.load_half(0);
    code_.if_equal(53, name_);
    code_.load_half(2);
    code_.if_equal(53, name_);
    if_any(kPlainFirstPorts, name_);
    if (bulk_ == Bulk::kClient) {
      towards_lower_port(kNext, drop_);
      code_.load_slot(kPayload);
      code_.if_greater(kSplitHelloOctets, header_, name_);
    }
    code_.jump(rest_);
  }

  // X is where the UDP header begins.
  void udp() {
    const Label small = code_.new_label();
    code_.place(udp_);
    code_.load_half(0);
    code_.if_equal(53, name_);
    if_any(kTunnelPorts, name_);
    code_.load_half(2);
    code_.if_equal(53, name_);
    if_any(kTunnelPorts, name_);
    code_.load_half(4);
    code_.if_at_least(kQuicDatagram, kNext, small);
    code_.load_octet(8);
    code_.and_value(0xc0);
    code_.if_equal(0xc0, name_);
    code_.place(small);
    if (bulk_ == Bulk::kClient) {
      code_.load_half(0);
      code_.if_equal(443, header_);  // QUIC has no acknowledgements to count down octets by
      towards_lower_port(header_, drop_);
    }
    code_.jump(rest_);
  }

  // X is where the transport header begins; clobbers it.
  void towards_lower_port(Label then, Label otherwise) {
    code_.load_half(2);
    code_.store(kScratch);
    code_.load_half(0);
    code_.load_index_slot(kScratch);
    code_.if_greater_than_index(then, otherwise);
  }

  Bulk bulk_;
  FilterAssembler code_;
  Label ipv4_ = code_.new_label();
  Label ipv6_ = code_.new_label();
  Label tcp_ = code_.new_label();
  Label udp_ = code_.new_label();
  Label rest_ = code_.new_label();    // neither a name nor a known header
  Label name_ = code_.new_label();    // keep enough for a name
  Label header_ = code_.new_label();  // keep the headers
  Label drop_ = code_.new_label();
};

}  // namespace

std::vector<FilterInstruction> kernel_filter(std::uint16_t link_type, Bulk bulk) {
  const bool raw = link_type == kLinkRaw || link_type == kLinkIpv4 || link_type == kLinkIpv6;
  if (link_type != kLinkEthernet && !raw) return {};
  return FilterWriter(bulk).write(link_type);
}

std::uint32_t kept_octets(std::span<const FilterInstruction> program, const Packet& packet) {
  static_assert(sizeof(FilterInstruction) == sizeof(bpf_insn));
  const auto captured = static_cast<std::uint32_t>(packet.bytes.size());
  if (program.empty()) return captured;
  std::vector<bpf_insn> copy;
  copy.reserve(program.size());
  for (const FilterInstruction& line : program) {
    copy.push_back({line.code, line.if_true, line.if_false, line.value});
  }
  return std::min(captured,
                  bpf_filter(copy.data(), packet.bytes.data(), packet.wire_length, captured));
}

}  // namespace desirepath::capture
