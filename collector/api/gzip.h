#pragma once

// `gzip` squeezes a report for the wire; a report of many tools shrinks to a tenth.
//
// `report_endpoint.cc` calls it once for each answer it keeps, for clients that accept gzip (the
// page's own files are squeezed when the page is built).
//
// Source: RFC 1952 around Beast's deflate (RFC 1951). Limits: bodies below `kLeastOctets` are not
// worth it. Errors: empty where deflate gives up; the caller then answers plainly.

#include <cstddef>
#include <string>
#include <string_view>

namespace desirepath::api {

inline constexpr std::size_t kLeastOctets = 1024;  // about one packet

std::string gzip(std::string_view body);

}  // namespace desirepath::api
