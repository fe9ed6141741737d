#include "agent/sight/dns_reader.h"

#include <chrono>

namespace desirepath::sight {

bool DnsReader::read(wire::Bytes message, const Segment& segment) {
  const auto parsed = wire::parse_dns_message(message, message_);
  const bool is_response = message_.is_response();
  HostName first;
  for (int i = 0; i < message_.question_count; ++i) {
    const std::string_view text = message_.questions[static_cast<std::size_t>(i)].view();
    if (text.empty()) continue;  // the root
    const HostName name = HostName::from(text);
    if (name.empty()) {
      ++counts_.bad_name;
      continue;
    }
    if (first.empty()) first = name;
    namer_.question(segment, is_response, name);
  }
  if (!parsed.has_value()) {
    ++counts_.bad_dns;
    return false;
  }
  if (!message_.answers_whole) ++counts_.bad_dns;
  if (!is_response || first.empty()) return true;
  for (int i = 0; i < message_.answer_count; ++i) {
    const wire::DnsAnswer& answer = message_.answers[static_cast<std::size_t>(i)];
    answers_.remember(segment.destination.address, Address{answer.address}, first, segment.time,
                      std::chrono::seconds{answer.ttl});
  }
  return true;
}

}  // namespace desirepath::sight
