#include "agent/session/desktop.h"

#include <systemd/sd-bus.h>

#include <cstring>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace desirepath::session {
namespace {

constexpr char kService[] = "org.freedesktop.Notifications";
constexpr char kPath[] = "/org/freedesktop/Notifications";
constexpr char kIcon[] = "security-high";
constexpr std::uint8_t kNormal = 1;
constexpr std::uint8_t kCritical = 2;
constexpr std::int32_t kTheDesktopsChoice = -1;

struct Failure {
  sd_bus_error error = SD_BUS_ERROR_NULL;
  ~Failure() { sd_bus_error_free(&error); }
  [[nodiscard]] absl::Status status(int code) const {
    return absl::UnavailableError(absl::StrCat(
        "desktop notices: ", error.message != nullptr ? error.message : std::strerror(-code)));
  }
};

struct Unref {
  void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
};
using Reply = std::unique_ptr<sd_bus_message, Unref>;

}  // namespace

std::string escaped(const std::string& text) {
  return absl::StrReplaceAll(text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}});
}

void Desktop::Close::operator()(sd_bus* bus) const { sd_bus_flush_close_unref(bus); }

absl::StatusOr<Desktop> Desktop::open() {
  sd_bus* opened = nullptr;
  if (const int code = sd_bus_open_user(&opened); code < 0) {
    return absl::UnavailableError(
        absl::StrCat("desktop notices: no session bus: ", std::strerror(-code)));
  }
  Desktop desktop{std::unique_ptr<sd_bus, Close>(opened)};
  sd_bus_set_method_call_timeout(
      opened, std::chrono::duration_cast<std::chrono::microseconds>(kPatience).count());
  Failure failure;
  sd_bus_message* message = nullptr;
  if (const int code = sd_bus_call_method(opened, kService, kPath, kService, "GetCapabilities",
                                          &failure.error, &message, "");
      code < 0) {
    return failure.status(code);
  }
  const Reply reply(message);
  if (sd_bus_message_enter_container(message, 'a', "s") < 0) return desktop;
  const char* capability = nullptr;
  while (sd_bus_message_read(message, "s", &capability) > 0) {
    if (std::string_view(capability) == "body-markup") desktop.reads_markup_ = true;
  }
  return desktop;
}

absl::Status Desktop::show(const Message& message) {
  const std::string body = reads_markup_ ? escaped(message.body) : message.body;
  Failure failure;
  sd_bus_message* answered = nullptr;
  const int code = sd_bus_call_method(
      bus_.get(), kService, kPath, kService, "Notify", &failure.error, &answered, "susssasa{sv}i",
      "Desirepath", std::uint32_t{0}, kIcon, message.title.c_str(), body.c_str(), 0, 1, "urgency",
      "y", message.urgent ? kCritical : kNormal, kTheDesktopsChoice);
  const Reply reply(answered);
  return code < 0 ? failure.status(code) : absl::OkStatus();
}

}  // namespace desirepath::session
