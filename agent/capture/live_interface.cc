#include "agent/capture/live_interface.h"

#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <pcap/pcap.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/capture/filtered_view.h"

namespace desirepath::capture {
namespace {

constexpr std::uint16_t kLinkRaw = 101;

absl::Status no_right(const std::string& name) {
  return absl::FailedPreconditionError(absl::StrCat(
      "interface ", name,
      ": no right to capture; run `setcap cap_net_raw=ep` on desirepath-agent, or start it by its "
      "systemd unit, which grants CAP_NET_RAW"));
}

absl::Status activation_error(const std::string& name, int result, const std::string& detail) {
  switch (result) {
    case PCAP_ERROR_PERM_DENIED:
    case PCAP_ERROR_PROMISC_PERM_DENIED:
      return no_right(name);
    case PCAP_ERROR_NO_SUCH_DEVICE:
      return absl::NotFoundError(absl::StrCat(
          "interface ", name, ": no such interface; `ip link` lists the names this machine has"));
    case PCAP_ERROR_IFACE_NOT_UP:
      return absl::UnavailableError(absl::StrCat(
          "interface ", name, ": is down; bring it up with `ip link set ", name, " up`"));
    default:
      return absl::UnavailableError(absl::StrCat("interface ", name, ": cannot capture: ",
                                                 detail.empty() ? pcap_statustostr(result) : detail,
                                                 "; check `ip link show ", name, "`"));
  }
}

// Asks about the interface of that name; false if there is none, or it does not say.
bool ask(const std::string& name, unsigned long question, ifreq& request) {
  const int file = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (file < 0) return false;
  name.copy(request.ifr_name, IFNAMSIZ - 1);
  const bool known = ioctl(file, question, &request) == 0;
  close(file);
  return known;
}

// True if the card cuts segments itself, so that the kernel shows a ClientHello before it is split.
bool segments_in_hardware(const std::string& name) {
  ethtool_value value{ETHTOOL_GTSO, 0};
  ifreq request{};
  request.ifr_data = reinterpret_cast<char*>(&value);
  return ask(name, SIOCETHTOOL, request) && value.data != 0;
}

int number_of(const std::string& name) {
  ifreq request{};
  return ask(name, SIOCGIFINDEX, request) ? request.ifr_ifindex : 0;
}

bool is_up(const std::string& name) {
  ifreq request{};
  return ask(name, SIOCGIFFLAGS, request) && (request.ifr_flags & IFF_UP) != 0;
}

std::uint16_t link_type_of(int datalink) {
  // The numbers agree but for raw IP, which has an old one of its own on each system.
  return datalink == DLT_RAW ? kLinkRaw : static_cast<std::uint16_t>(datalink);
}

struct Hand {
  absl::FunctionRef<void(const Packet&)> take;
  std::uint16_t link_type;
  Showing showing;
  SampleRate& rate;
  bool has_new_rate = false;
};

void hand_on(u_char* user, const pcap_pkthdr* header, const u_char* bytes) {
  Hand& hand = *reinterpret_cast<Hand*>(user);
  Packet packet;
  packet.time =
      Time(std::chrono::seconds(header->ts.tv_sec) + std::chrono::microseconds(header->ts.tv_usec));
  packet.link_type = hand.link_type;
  packet.bytes = {bytes, header->caplen};
  packet.wire_length = std::max(header->len, header->caplen);
  packet.stands_for = stands_for(header->caplen, packet.wire_length, hand.showing);
  if (packet.stands_for > 1 && hand.rate.note(packet.time)) hand.has_new_rate = true;
  hand.take(packet);
}

}  // namespace

absl::StatusOr<std::unique_ptr<LiveInterface>> LiveInterface::open(const std::string& name,
                                                                   const Showing& showing) {
  char error[PCAP_ERRBUF_SIZE] = "";
  pcap_t* handle = pcap_create(name.c_str(), error);
  if (handle == nullptr) return activation_error(name, PCAP_ERROR, error);
  std::unique_ptr<LiveInterface> interface(new LiveInterface(name, handle));
  if (absl::Status status = interface->start(showing); !status.ok()) return status;
  return interface;
}

LiveInterface::LiveInterface(std::string name, pcap* handle)
    : name_(std::move(name)), handle_(handle) {}

LiveInterface::~LiveInterface() { pcap_close(handle_); }

absl::Status LiveInterface::start(const Showing& showing) {
  pcap_set_snaplen(handle_, static_cast<int>(kNameOctets));
  pcap_set_buffer_size(handle_, kRingBytes);
  pcap_set_timeout(handle_, kBlockMilliseconds);
  pcap_set_promisc(handle_, 0);
  if (const int result = pcap_activate(handle_); result < 0) {
    return activation_error(name_, result, pcap_geterr(handle_));
  }
  link_type_ = link_type_of(pcap_datalink(handle_));
  showing_ = showing;
  if (showing.bulk == Bulk::kNone && !segments_in_hardware(name_)) showing_.bulk = Bulk::kClient;
  file_ = pcap_get_selectable_fd(handle_);
  std::vector<FilterInstruction> program = kernel_filter(link_type_, showing_);
  if (program.empty()) showing_.bulk = Bulk::kAll;
  if (!program.empty() && !attach(program)) {
    return activation_error(name_, PCAP_ERROR, std::strerror(errno));
  }
  char error[PCAP_ERRBUF_SIZE] = "";
  if (pcap_setnonblock(handle_, 1, error) != 0) {
    return activation_error(name_, PCAP_ERROR, error);
  }
  number_ = number_of(name_);
  full_ = showing_;
  return absl::OkStatus();
}

absl::StatusOr<int> LiveInterface::read(absl::FunctionRef<void(const Packet&)> take) {
  Hand hand{take, link_type_, showing_, rate_};
  const int count = pcap_dispatch(handle_, kMostAtOnce, hand_on, reinterpret_cast<u_char*>(&hand));
  if (hand.has_new_rate) change_rate();
  if (count >= 0 || count == PCAP_ERROR_BREAK) return std::max(count, 0);
  return absl::UnavailableError(
      absl::StrCat("interface ", name_, ": lost: ", pcap_geterr(handle_)));
}

// By the socket itself: libpcap would first show nothing, and then filter as many blocks as the
// ring has anew, in a machine without the kernel's random word, so that no sample passes. What came
// before the filter is shown whole, which harms nothing.
bool LiveInterface::attach(std::vector<FilterInstruction>& program) {
  struct {
    std::uint16_t length;
    void* lines;
  } const filter{static_cast<std::uint16_t>(program.size()), program.data()};  // sock_fprog
  return setsockopt(file_, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter) == 0;
}

void LiveInterface::change_rate() {
  Showing showing = showing_;
  if (showing.datagrams_one_in == 0) return;  // names alone are asked for
  showing.datagrams_one_in = rate_.one_in();
  std::vector<FilterInstruction> program = kernel_filter(link_type_, showing);
  if (attach(program)) showing_ = showing;
}

void LiveInterface::show(Depth depth) {
  if (full_.bulk == Bulk::kAll) return;  // there is no filter for this link
  Showing showing = full_;
  if (depth == Depth::kFull) {
    showing.datagrams_one_in = rate_.one_in();
  } else {
    showing.segments_one_in = 0;
    showing.datagrams_one_in = 0;
  }
  std::vector<FilterInstruction> program = kernel_filter(link_type_, showing);
  if (attach(program)) showing_ = showing;
}

bool LiveInterface::is_current() const { return number_of(name_) == number_ && is_up(name_); }

std::uint64_t LiveInterface::dropped() const {
  pcap_stat counts{};
  return pcap_stats(handle_, &counts) == 0 ? counts.ps_drop : 0;
}

}  // namespace desirepath::capture
