#pragma once

// `parse_dns_message` reads a DNS message: its question names and the addresses it answers with.
//
// `sight` calls it on UDP datagrams of port 53 and on the length-prefixed messages of TCP port 53.
// Question names become sightings, answers fill the cache that names later flows.
//
// Source: RFC 1035, 4 (message, 4.1.4 compression); RFC 9460, 2 (SVCB, HTTPS hints); RFC 6891
// (EDNS: an OPT record is passed over like any other).
// Limits: `kMostQuestions` questions and `kMostAnswers` addresses are given, more are passed over;
// a name has at most 255 octets and its compression pointers only ever point backwards, so that
// loops end. Allocates nothing.
// Errors: kTruncated  the message ends inside the header or the question section;
//         kMalformed  a name is too long, points forwards, or has an unknown label type.
// What breaks after the questions only ends the list of answers: `answers_whole` tells.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "agent/wire/cursor.h"
#include "agent/wire/ip.h"
#include "agent/wire/parsed.h"

namespace desirepath::wire {

constexpr int kMostQuestions = 8;
constexpr int kMostAnswers = 32;

// A name in text form, labels joined by dots, without a trailing dot; empty for the root.
class DnsName {
 public:
  [[nodiscard]] std::string_view view() const noexcept { return {octets_.data(), size_}; }
  void append(Bytes label) noexcept;  // within the bound of 255, which the parser keeps

 private:
  std::array<char, 256> octets_;
  std::uint8_t size_ = 0;
};

struct DnsAnswer {
  IpAddress address;
  std::uint32_t ttl = 0;  // seconds
};

struct DnsMessage {
  std::uint16_t id = 0;
  std::uint16_t flags = 0;
  std::array<DnsName, kMostQuestions> questions;
  int question_count = 0;
  std::array<DnsAnswer, kMostAnswers> answers;  // A, AAAA and address hints of HTTPS and SVCB
  int answer_count = 0;
  bool answers_whole = true;

  [[nodiscard]] bool is_response() const noexcept { return (flags & 0x8000) != 0; }
};

// Fills `message`, which is large and is reused by the caller.
Parsed<bool> parse_dns_message(Bytes bytes, DnsMessage& message) noexcept;

}  // namespace desirepath::wire
