#pragma once

// `Desktop` shows a notice on the person's desktop, over their session bus.
//
// It is this program's only use of D-Bus and the product's only door to sd-bus. The service is
// org.freedesktop.Notifications 1.2; without one (no desktop, or one that shows none) nothing is
// shown and the caller asks again later. Bodies are escaped where the service reads markup.
//
// Source: Desktop Notifications Specification 1.2; sd-bus(3). Limits: kPatience a call. Errors:
// kUnavailable: no session bus, no such service, or it failed, in its words. Threads: one at a
// time.

#include <chrono>
#include <memory>

#include "absl/status/statusor.h"
#include "agent/session/news.h"

struct sd_bus;

namespace desirepath::session {

constexpr std::chrono::seconds kPatience{10};

class Desktop {
 public:
  // Asks the service what it can do: it is there once this returns.
  static absl::StatusOr<Desktop> open();

  absl::Status show(const Message& message);

 private:
  struct Close {
    void operator()(sd_bus* bus) const;
  };
  explicit Desktop(std::unique_ptr<sd_bus, Close> bus) : bus_(std::move(bus)) {}

  std::unique_ptr<sd_bus, Close> bus_;
  bool reads_markup_ = false;
};

// "<" as "&lt;" and so on.
std::string escaped(const std::string& text);

}  // namespace desirepath::session
