#include "collector/api/request_target.h"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "absl/strings/str_cat.h"

namespace desirepath::api {
namespace {

bool is_control(char c) {
  const auto octet = static_cast<unsigned char>(c);
  return octet < 0x20 || octet == 0x7f;
}

absl::Status check_segment(std::string_view segment) {
  if (segment == "." || segment == "..") {
    return absl::InvalidArgumentError("the path holds a dot segment; write it without");
  }
  if (segment.find_first_of("/\\") != std::string_view::npos) {
    return absl::InvalidArgumentError("a path segment holds a slash behind an escape");
  }
  if (std::any_of(segment.begin(), segment.end(), is_control)) {
    return absl::InvalidArgumentError("the path holds a control character");
  }
  return absl::OkStatus();
}

absl::Status read_path(const boost::urls::url_view& url, std::string& path) {
  const auto segments = url.segments();
  if (segments.empty()) {
    path = "/";
    return absl::OkStatus();
  }
  std::size_t index = 0;
  for (const std::string& segment : segments) {
    ++index;
    if (segment.empty() && index != segments.size()) {
      return absl::InvalidArgumentError("the path holds an empty segment; write one slash");
    }
    if (absl::Status s = check_segment(segment); !s.ok()) return s;
    absl::StrAppend(&path, "/", segment);
  }
  return absl::OkStatus();
}

absl::Status read_parameters(const boost::urls::url_view& url, Target& target) {
  const auto parameters = url.params();
  if (parameters.size() > kMaxParameters) {
    return absl::InvalidArgumentError(
        absl::StrCat("more than ", kMaxParameters, " query parameters"));
  }
  for (const auto& parameter : parameters) {
    if (std::any_of(parameter.value.begin(), parameter.value.end(), is_control)) {
      return absl::InvalidArgumentError("a query parameter holds a control character");
    }
    if (!target.parameters.emplace(parameter.key, parameter.value).second) {
      return absl::InvalidArgumentError("a query parameter is given twice; give it once");
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Target> parse_target(std::string_view raw) {
  if (raw.size() > kMaxTargetOctets) {
    return absl::InvalidArgumentError(
        absl::StrCat("the request target is longer than ", kMaxTargetOctets, " octets"));
  }
  const auto url = boost::urls::parse_origin_form(raw);
  if (!url) {
    return absl::InvalidArgumentError(
        "the request target is not a path with an optional query, or holds a bad escape");
  }
  Target target;
  if (absl::Status s = read_path(*url, target.path); !s.ok()) return s;
  if (url->has_query()) {
    if (absl::Status s = read_parameters(*url, target); !s.ok()) return s;
  }
  return target;
}

}  // namespace desirepath::api
