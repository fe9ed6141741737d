#include "agent/wire/tls_record.h"

#include <algorithm>
#include <cstring>

#include "agent/wire/client_hello.h"

namespace desirepath::wire {
namespace {

constexpr std::uint8_t kHandshake = 22;                 // RFC 8446, B.1: ContentType
constexpr std::size_t kMostRecordBytes = 16384 + 2048;  // the limit before TLS 1.3
constexpr std::size_t kHeaderBytes = 4;                 // type, length
constexpr std::uint8_t kMostMinorVersion = 4;

struct Record {
  Bytes fragment;  // what is there of it
  bool whole = false;
};

// The next record, which must be a handshake record of TLS or SSL 3.
Parsed<Record> next_record(Cursor& stream) noexcept {
  const Bytes start = stream.rest();
  if (!start.empty() && start[0] != kHandshake) return ParseError::kForeign;
  if (start.size() > 1 && start[1] != 3) return ParseError::kForeign;
  stream.take(1);
  const std::uint16_t version = stream.u16();
  const std::size_t length = stream.u16();
  if (!stream.ok()) return ParseError::kTruncated;
  if ((version & 0xffU) > kMostMinorVersion) return ParseError::kForeign;
  if (length == 0 || length > kMostRecordBytes) return ParseError::kMalformed;
  const std::size_t there = std::min(length, stream.rest().size());
  return Record{stream.take(there), there == length};
}

std::size_t message_length(Bytes header) noexcept {
  Cursor in{header.subspan(1)};
  return kHeaderBytes + in.u24();
}

// Joins fragments in `scratch` until the message that begins `skip` messages behind is whole.
Parsed<Bytes> join(Record record, Cursor stream, std::span<std::uint8_t> scratch,
                   int skip) noexcept {
  std::size_t begin = 0;
  std::size_t filled = 0;
  while (true) {
    if (record.fragment.size() > scratch.size() - filled) return ParseError::kMalformed;
    std::memcpy(scratch.data() + filled, record.fragment.data(), record.fragment.size());
    filled += record.fragment.size();
    while (filled - begin >= kHeaderBytes) {
      const std::size_t length = message_length(scratch.subspan(begin));
      if (length > scratch.size() - begin) return ParseError::kMalformed;
      if (length > filled - begin) break;
      if (skip-- == 0) return Bytes{scratch.data() + begin, length};
      begin += length;
    }
    if (!record.whole) return ParseError::kTruncated;
    const Parsed<Record> next = next_record(stream);
    if (!next.has_value()) {
      if (next.error() != ParseError::kForeign) return next.error();
      return begin == filled ? ParseError::kForeign : ParseError::kMalformed;
    }
    record = *next;
  }
}

}  // namespace

bool may_begin_client_hello(Bytes bytes) noexcept {
  const std::size_t size = bytes.size();
  if (size == 0 || bytes[0] != kHandshake) return false;
  if (size > 1 && bytes[1] != 3) return false;
  if (size > 2 && bytes[2] > kMostMinorVersion) return false;
  if (size > 3 && bytes[3] > kMostRecordBytes >> 8) return false;
  if (size > 5 && bytes[5] != kClientHello) return false;
  const bool tiny = size > 4 && bytes[3] == 0 && bytes[4] < kHeaderBytes;  // the length is split
  return size <= 6 || tiny || bytes[6] == 0;
}

Parsed<Bytes> first_handshake(Bytes stream, std::span<std::uint8_t> scratch) noexcept {
  Cursor in{stream};
  const Parsed<Record> record = next_record(in);
  if (!record.has_value()) return record.error();
  const Bytes fragment = record->fragment;
  if (fragment.size() >= kHeaderBytes) {
    const std::size_t length = message_length(fragment);
    if (length <= fragment.size()) return fragment.first(length);
    if (length > scratch.size()) return ParseError::kMalformed;
  }
  return join(*record, in, scratch, 0);
}

Parsed<Bytes> second_handshake(Bytes stream, std::span<std::uint8_t> scratch) noexcept {
  Cursor in{stream};
  const Parsed<Record> record = next_record(in);
  if (!record.has_value()) return record.error();
  return join(*record, in, scratch, 1);
}

}  // namespace desirepath::wire
