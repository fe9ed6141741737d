#include "agent/wire/dns_message.h"

#include <cstring>

namespace desirepath::wire {
namespace {

// IANA, DNS parameters.
constexpr std::uint16_t kA = 1;
constexpr std::uint16_t kAaaa = 28;
constexpr std::uint16_t kSvcb = 64;
constexpr std::uint16_t kHttps = 65;
constexpr std::uint16_t kIpv4Hint = 4;  // RFC 9460, 14.3.2: SvcParamKeys
constexpr std::uint16_t kIpv6Hint = 6;

constexpr std::size_t kMostNameOctets = 254;  // as text; 255 on the wire with the root's octet

// Reads the name at `in`, which lies in `message`, and leaves `in` behind it. `name` may be null.
Parsed<bool> read_name(Bytes message, Cursor& in, DnsName* name) noexcept {
  Cursor labels = in;
  bool jumped = false;
  std::size_t octets = 0;
  std::size_t lowest = message.size() - in.rest().size();  // pointers must go below it
  while (true) {
    const std::uint8_t length = labels.u8();
    if (!labels.ok()) return ParseError::kTruncated;
    if ((length & 0xc0) == 0xc0) {
      const std::size_t target = (length & 0x3fU) << 8 | labels.u8();
      if (!labels.ok()) return ParseError::kTruncated;
      if (target >= lowest) return ParseError::kMalformed;
      if (!jumped) in = labels;
      jumped = true;
      lowest = target;
      labels = Cursor{message.subspan(target)};
      continue;
    }
    if ((length & 0xc0) != 0) return ParseError::kMalformed;
    if (length == 0) break;
    octets += length + 1U;
    if (octets > kMostNameOctets) return ParseError::kMalformed;
    const Bytes label = labels.take(length);
    if (!labels.ok()) return ParseError::kTruncated;
    if (name != nullptr) name->append(label);
  }
  if (!jumped) in = labels;
  return true;
}

void add_answer(DnsMessage& message, Bytes address, std::uint32_t ttl) noexcept {
  if (message.answer_count == kMostAnswers) return;
  DnsAnswer& answer = message.answers[static_cast<std::size_t>(message.answer_count++)];
  answer.ttl = ttl;
  if (address.size() == 4) {
    answer.address = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    std::memcpy(answer.address.data() + 12, address.data(), 4);
  } else {
    std::memcpy(answer.address.data(), address.data(), 16);
  }
}

void add_hints(DnsMessage& message, Cursor data, std::uint32_t ttl) noexcept {
  data.take(2);                                                    // priority
  if (!read_name(data.rest(), data, nullptr).has_value()) return;  // never compressed here
  while (data.ok() && !data.empty()) {
    const std::uint16_t key = data.u16();
    Cursor value = data.within(data.u16());
    const std::size_t width = key == kIpv4Hint ? 4 : key == kIpv6Hint ? 16 : 0;
    while (width != 0 && value.rest().size() >= width) add_answer(message, value.take(width), ttl);
  }
}

bool read_answer(Bytes bytes, Cursor& in, DnsMessage& message) noexcept {
  if (!read_name(bytes, in, nullptr).has_value()) return false;
  const std::uint16_t type = in.u16();
  in.take(2);  // class
  const std::uint32_t ttl = in.u32();
  const Cursor data = in.within(in.u16());
  if (!in.ok()) return false;
  const std::size_t size = data.rest().size();
  if ((type == kA && size == 4) || (type == kAaaa && size == 16)) {
    add_answer(message, data.rest(), ttl);
  }
  if (type == kHttps || type == kSvcb) add_hints(message, data, ttl);
  return true;
}

}  // namespace

void DnsName::append(Bytes label) noexcept {
  if (size_ != 0) octets_[size_++] = '.';
  std::memcpy(octets_.data() + size_, label.data(), label.size());
  size_ = static_cast<std::uint8_t>(size_ + label.size());
}

Parsed<bool> parse_dns_message(Bytes bytes, DnsMessage& message) noexcept {
  message.question_count = 0;
  message.answer_count = 0;
  message.answers_whole = true;
  Cursor in{bytes};
  message.id = in.u16();
  message.flags = in.u16();
  const int questions = in.u16();
  const int answers = in.u16();
  in.take(4);  // authority and additional counts
  if (!in.ok()) return ParseError::kTruncated;
  for (int i = 0; i < questions; ++i) {
    DnsName* name = nullptr;
    if (i < kMostQuestions) {
      name = &message.questions[static_cast<std::size_t>(i)];
      *name = DnsName{};
    }
    const Parsed<bool> read = read_name(bytes, in, name);
    if (!read.has_value()) return read.error();
    in.take(4);  // type, class
    if (!in.ok()) return ParseError::kTruncated;
    if (name != nullptr) message.question_count = i + 1;
  }
  for (int i = 0; i < answers && message.answers_whole; ++i) {
    message.answers_whole = read_answer(bytes, in, message);
  }
  return true;
}

}  // namespace desirepath::wire
