#include "agent/wire/http_request.h"

#include <algorithm>

namespace desirepath::wire {
namespace {

// RFC 9110, 9; RFC 5789; WebDAV (RFC 4918, 3253, 3744, 5323) and UPnP have clients with Host too.
constexpr std::string_view kMethods[] = {"GET",
                                         "POST",
                                         "HEAD",
                                         "PUT",
                                         "DELETE",
                                         "OPTIONS",
                                         "CONNECT",
                                         "PATCH",
                                         "TRACE",
                                         "PROPFIND",
                                         "PROPPATCH",
                                         "MKCOL",
                                         "COPY",
                                         "MOVE",
                                         "LOCK",
                                         "UNLOCK",
                                         "REPORT",
                                         "SEARCH",
                                         "MKCALENDAR",
                                         "MERGE",
                                         "CHECKOUT",
                                         "ACL",
                                         "BIND",
                                         "UNBIND",
                                         "MKACTIVITY",
                                         "SUBSCRIBE",
                                         "NOTIFY",
                                         "UNSUBSCRIBE",
                                         "CHECKIN",
                                         "VERSION-CONTROL",
                                         "BASELINE-CONTROL",
                                         "PURGE",
                                         "M-SEARCH",
                                         "RPC_CONNECT",
                                         "RPC_IN_DATA",
                                         "RPC_OUT_DATA",
                                         "POLL",
                                         "BPROPFIND",
                                         "BCOPY",
                                         "BMOVE",
                                         "BDELETE",
                                         "BPROPPATCH",
                                         "CCM_POST",
                                         "SOURCE",
                                         "UPDATE",
                                         "BITS_POST",
                                         "SSTP_DUPLEX_POST"};

std::string_view text_of(Bytes bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool equal_ignoring_case(std::string_view a, std::string_view lower) noexcept {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(), [](char x, char y) {
    return (x >= 'A' && x <= 'Z' ? static_cast<char>(x + 'a' - 'A') : x) == y;
  });
}

std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// The next line without its end; false when the end is not there yet. A bare LF ends a line too.
bool next_line(std::string_view& rest, std::string_view& line) noexcept {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return false;
  line = rest.substr(0, end);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  rest.remove_prefix(end + 1);
  return true;
}

// The authority of "scheme://authority/path", or nothing for the other forms.
std::string_view authority_of(std::string_view target) noexcept {
  const std::size_t scheme = target.find("://");
  if (scheme == std::string_view::npos || scheme > 8) return {};
  if (target.find_first_of("/?") < scheme) return {};
  target.remove_prefix(scheme + 3);
  target = target.substr(0, target.find_first_of("/?#"));
  const std::size_t user = target.rfind('@');
  return user == std::string_view::npos ? target : target.substr(user + 1);
}

bool read_request_line(std::string_view line, HttpRequest& request) noexcept {
  const std::size_t method = line.find(' ');
  const std::size_t version = line.rfind(' ');
  if (method == std::string_view::npos || version <= method) return false;
  if (!line.substr(version + 1).starts_with("HTTP/1.")) return false;
  request.method = line.substr(0, method);
  request.is_connect = request.method == "CONNECT";
  const std::string_view target = trimmed(line.substr(method + 1, version - method - 1));
  request.target = request.is_connect ? target : authority_of(target);
  return true;
}

void read_field(std::string_view line, HttpRequest& request) noexcept {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (request.host.empty() && equal_ignoring_case(name, "host")) request.host = value;
  if (equal_ignoring_case(name, "transfer-encoding")) request.is_chunked = true;
  if (!equal_ignoring_case(name, "content-length")) return;
  request.body_bytes = 0;
  for (const char digit : value.substr(0, 15)) {
    if (digit < '0' || digit > '9') break;
    request.body_bytes = request.body_bytes * 10 + static_cast<std::uint64_t>(digit - '0');
  }
}

// The whole lines of the head; `head_bytes` is zero when its end is not there.
Parsed<HttpRequest> read_head(Bytes bytes) noexcept {
  const std::string_view whole = text_of(bytes);
  std::string_view rest = whole;
  std::string_view line;
  HttpRequest request;
  if (!next_line(rest, line)) return request;
  if (!read_request_line(line, request)) return ParseError::kForeign;
  while (next_line(rest, line)) {
    if (line.empty()) {
      request.head_bytes = whole.size() - rest.size();
      break;
    }
    read_field(line, request);
  }
  return request;
}

}  // namespace

bool may_begin_http_request(Bytes bytes) noexcept {
  if (bytes.empty() || bytes[0] < 'A' || bytes[0] > 'Z') return false;
  const std::string_view text = text_of(bytes);
  for (const std::string_view method : kMethods) {
    if (text.size() > method.size()) {
      if (text[method.size()] == ' ' && text.starts_with(method)) return true;
    } else if (method.starts_with(text)) {
      return true;
    }
  }
  return false;
}

Parsed<HttpRequest> parse_http_request(Bytes bytes) noexcept {
  if (bytes.empty()) return ParseError::kTruncated;
  if (!may_begin_http_request(bytes)) return ParseError::kForeign;
  const Bytes head = bytes.first(std::min(bytes.size(), kMostHeadBytes));
  const Parsed<HttpRequest> request = read_head(head);
  if (request.has_value() && request->head_bytes == 0) {
    return bytes.size() < kMostHeadBytes ? ParseError::kTruncated : ParseError::kMalformed;
  }
  return request;
}

Parsed<HttpRequest> parse_cut_http_request(Bytes bytes) noexcept {
  if (bytes.empty()) return ParseError::kTruncated;
  if (!may_begin_http_request(bytes)) return ParseError::kForeign;
  const Parsed<HttpRequest> request =
      read_head(bytes.first(std::min(bytes.size(), kMostHeadBytes)));
  if (!request.has_value()) return request;
  if (request->method.empty()) return ParseError::kTruncated;
  HttpRequest cut = *request;
  if (cut.head_bytes == 0) cut.head_bytes = bytes.size();
  return cut;
}

std::string_view without_port(std::string_view authority) noexcept {
  if (authority.starts_with('[')) {
    return authority.substr(1, authority.find(']') - 1);
  }
  const std::size_t colon = authority.find(':');
  if (colon != authority.rfind(':')) return authority;  // a bare IPv6 literal
  return authority.substr(0, colon);
}

}  // namespace desirepath::wire
