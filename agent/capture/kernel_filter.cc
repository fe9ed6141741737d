#include "agent/capture/kernel_filter.h"

#include <array>
#include <span>

#include "agent/capture/link_filter.h"

namespace desirepath::capture {
namespace {

using Label = FilterAssembler::Label;

constexpr Label kNext = FilterAssembler::kNext;

// Scratch slots of the program: where the transport header begins, where the datagram ends.
constexpr std::uint32_t kTransport = 0;
constexpr std::uint32_t kEnd = 1;
constexpr std::uint32_t kPayload = 2;  // how many octets of it there are; of UDP with its header
constexpr std::uint32_t kScratch = 3;
constexpr std::uint32_t kProtocol = 4;

// What the client says in one segment can be the rest of a split hello only below this.
constexpr std::uint32_t kSplitHelloOctets = 2920;

constexpr std::uint32_t kQuicDatagram = 1200 + 8;  // with the UDP header

// Server ports where TLS begins after plain text, or a proxy is asked first: the client's side is
// small there.
constexpr std::array<std::uint32_t, 9> kPlainFirstPorts = {25,   110,  143,  389, 587,
                                                           1080, 3128, 5222, 5432};
// UDP ports of the tunnels that `wire` looks into: L2TP, GTP-U, Teredo, LISP, GRE, VXLAN with its
// kin, AYIYA, CAPWAP, Geneve, MPLS, TZSP.
constexpr std::array<std::uint32_t, 13> kTunnelPorts = {1701, 2152, 3544, 4341, 4754, 4789, 4790,
                                                        5072, 5247, 6081, 6635, 8472, 37008};
// IP in IP, IPv6 in IP, GRE, an authentication header, IP in IP of old, Ethernet, L2TPv3, MPLS.
constexpr std::array<std::uint32_t, 8> kTunnelProtocols = {4, 41, 47, 51, 94, 97, 115, 137};
// Hop-by-hop, routing, fragment, destination options, mobility, host identity, shim6.
constexpr std::array<std::uint32_t, 7> kExtensionHeaders = {0, 43, 44, 60, 135, 139, 140};
constexpr std::uint32_t kAnswerWord = 0x48545450;  // "HTTP"

// Loads are what the program costs: of a packet that lies in pieces, as a segment on its way out
// does, each is a call that copies. So neighbouring fields come in one word, and are kept.
class FilterWriter {
 public:
  explicit FilterWriter(const Showing& showing) : showing_(showing) {}

  std::vector<FilterInstruction> write(std::uint16_t link_type) {
    write_link_headers(code_, link_type, {ipv4_, ipv6_, name_, drop_});
    ipv4();
    ipv6();
    tcp();
    udp();
    code_.place(rest_);
    sample(showing_.segments_one_in, SampleRate::kQuietest);
    code_.place(datagram_);
    sample(showing_.datagrams_one_in, showing_.datagrams_one_in);
    code_.place(name_);
    code_.keep(kNameOctets);
    code_.place(drop_);
    code_.keep(0);
    return code_.assemble();
  }

 private:
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
    code_.load_word(6);                   // flags and offset, time to live, protocol
    code_.if_any_bit(0x3fff0000, name_);  // a fragment: an offset, or more to come
    code_.and_value(0xff);
    code_.store(kProtocol);
    code_.load_word(0);  // version, header length, type of service, total length
    code_.store(kScratch);
    code_.and_value(0xffff);
    store_end();
    code_.load_slot(kScratch);
    code_.shift_right(22);
    code_.and_value(0x3c);  // the header's length in octets
    code_.add_index();
    code_.store(kTransport);
    code_.load_slot(kProtocol);
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
    code_.load_word(12);                  // data offset, flags, window
    code_.if_any_bit(0x00070000, name_);  // FIN, SYN, RST
    code_.shift_right(26);
    code_.and_value(0x3c);
    code_.add_index();
    code_.index_from_accumulator();
    code_.load_slot(kEnd);
    code_.subtract_index();
    code_.store(kPayload);
    code_.if_at_least(6, kNext, ports);
    code_.load_word(0);
    code_.store(kScratch);
    code_.shift_right(16);
    code_.if_equal(0x1603, kNext, no_hello);  // a handshake record ...
    code_.load_octet(5);
    code_.if_equal(1, name_, ports);  // ... that begins with a ClientHello
    code_.place(no_hello);
    request(ports);
    code_.place(ports);
    tcp_rest();
  }

  // A method of HTTP begins with three capital letters at least; one in a thousand segments of
  // random octets does. The first four octets are in kScratch.
  void request(Label otherwise) {
    code_.load_slot(kScratch);
    code_.if_equal(kAnswerWord, otherwise);
    for (const std::uint32_t behind : {24U, 16U, 8U}) {
      code_.load_slot(kScratch);
      code_.shift_right(behind);
      code_.and_value(0xff);
      code_.if_at_least('A', kNext, otherwise);
      code_.if_greater('Z', otherwise);
    }
    code_.jump(name_);
  }

  // Segments that show no name by themselves.
  void tcp_rest() {
    code_.load_index_slot(kTransport);
    if (showing_.bulk != Bulk::kAll) {
      code_.load_slot(kPayload);
      code_.if_equal(0, drop_);  // an acknowledgement alone
    }
    load_source_port();
    code_.if_equal(53, name_);
    destination_port();
    code_.if_equal(53, name_);
    if_any(kPlainFirstPorts, name_);
    if (showing_.bulk == Bulk::kClient) {
      towards_lower_port(kNext, rest_);
      code_.load_slot(kPayload);
      code_.if_greater(kSplitHelloOctets, rest_, name_);
    }
    code_.jump(rest_);
  }

  // X is where the UDP header begins.
  void udp() {
    const Label small = code_.new_label();
    code_.place(udp_);
    load_source_port();
    code_.if_equal(53, name_);
    if_any(kTunnelPorts, name_);
    destination_port();
    code_.if_equal(53, name_);
    if_any(kTunnelPorts, name_);
    code_.load_half(4);
    code_.store(kPayload);
    code_.if_at_least(kQuicDatagram, kNext, small);
    code_.load_octet(8);
    code_.and_value(0xc0);
    code_.if_equal(0xc0, name_);
    code_.place(small);
    code_.load_slot(kPayload);
    code_.if_at_least(8 + 14, kNext, datagram_);
    code_.load_half(8);
    code_.if_equal(0x16fe, kNext, datagram_);  // a handshake record of DTLS ...
    code_.load_octet(8 + 13);
    code_.if_equal(1, name_, datagram_);  // ... that begins with a ClientHello
  }

  // Both ports come with one load. X is where the transport header begins.
  void load_source_port() {
    code_.load_word(0);
    code_.store(kScratch);
    code_.shift_right(16);
  }

  void destination_port() {
    code_.load_slot(kScratch);
    code_.and_value(0xffff);
  }

  // What is kept as a sample comes short of at least one octet, so that it can be told from what is
  // always kept; how short tells the rate (`stands_for`).
  void sample(std::uint32_t one_in, std::uint32_t told) {
    if (showing_.bulk == Bulk::kAll) return code_.keep(kHeaderOctets);
    if (one_in == 0) return code_.keep(0);
    const Label small = code_.new_label();
    const std::uint32_t step = rate_step(told);
    code_.load_random();
    code_.if_any_bit(one_in - 1, drop_);
    code_.load_packet_length();
    code_.if_greater(kSmallOctets, kNext, small);
    code_.keep(kHeaderOctets - kStepOctets * step);
    code_.place(small);
    code_.subtract(1 + step);
    code_.keep_accumulator();
  }

  // X is where the transport header begins; clobbers it.
  void towards_lower_port(Label then, Label otherwise) {
    code_.load_half(2);
    code_.store(kScratch);
    code_.load_half(0);
    code_.load_index_slot(kScratch);
    code_.if_greater_than_index(then, otherwise);
  }

  Showing showing_;
  FilterAssembler code_;
  Label ipv4_ = code_.new_label();
  Label ipv6_ = code_.new_label();
  Label tcp_ = code_.new_label();
  Label udp_ = code_.new_label();
  Label rest_ = code_.new_label();      // a segment without a name
  Label datagram_ = code_.new_label();  // a datagram without one
  Label name_ = code_.new_label();      // keep enough for a name
  Label drop_ = code_.new_label();
};

}  // namespace

std::vector<FilterInstruction> kernel_filter(std::uint16_t link_type, const Showing& showing) {
  if (!knows_link(link_type)) return {};
  return FilterWriter(showing).write(link_type);
}

}  // namespace desirepath::capture
