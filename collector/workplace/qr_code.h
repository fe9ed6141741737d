#pragma once

// `qr_code` draws a text as a QR code: the one door to libqrencode.
//
// The second factor's address is shown so, for an authenticator's camera. The result is an SVG path
// of unit squares, which the page fills; the room of four modules around it is the page's.
//
// Source: ISO/IEC 18004; correction level M. Limits: about 2,000 octets. Errors: kInvalidArgument:
// too long.

#include <string>

#include "absl/status/statusor.h"

namespace desirepath::workplace {

struct QrCode {
  int modules = 0;   // of a side
  std::string path;  // of an SVG of that many units
};

absl::StatusOr<QrCode> qr_code(const std::string& text);

}  // namespace desirepath::workplace
