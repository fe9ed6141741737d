#include "collector/workplace/qr_code.h"

#include <qrencode.h>

#include <memory>

#include "absl/strings/str_cat.h"

namespace desirepath::workplace {

absl::StatusOr<QrCode> qr_code(const std::string& text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> drawn(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), QRcode_free);
  if (drawn == nullptr) return absl::InvalidArgumentError("too long for a QR code");
  QrCode code{drawn->width, ""};
  const auto dark = [&](int row, int column) {
    return (drawn->data[row * code.modules + column] & 1) != 0;
  };
  for (int row = 0; row < code.modules; ++row) {
    for (int column = 0; column < code.modules;) {
      int run = 0;
      while (column + run < code.modules && dark(row, column + run)) ++run;
      if (run > 0) absl::StrAppend(&code.path, "M", column, " ", row, "h", run, "v1h-", run, "z");
      column += run + 1;
    }
  }
  return code;
}

}  // namespace desirepath::workplace
