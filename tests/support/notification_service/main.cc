// A desktop's notification service for tests: takes org.freedesktop.Notifications on the session
// bus, prints "ready", and then each notice as a line of JSON. Ends with its standard input.

#include <poll.h>
#include <systemd/sd-bus.h>
#include <unistd.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

namespace {

constexpr char kName[] = "org.freedesktop.Notifications";

int capabilities(sd_bus_message* call, void* /*data*/, sd_bus_error* /*error*/) {
  return sd_bus_reply_method_return(call, "as", 2, "body", "body-markup");
}

int notify(sd_bus_message* call, void* /*data*/, sd_bus_error* /*error*/) {
  const char* program = nullptr;
  const char* icon = nullptr;
  const char* title = nullptr;
  const char* body = nullptr;
  std::uint32_t replaces = 0;
  if (const int code =
          sd_bus_message_read(call, "susss", &program, &replaces, &icon, &title, &body);
      code < 0) {
    return code;
  }
  int urgency = -1;
  sd_bus_message_skip(call, "as");
  if (sd_bus_message_enter_container(call, 'a', "{sv}") > 0) {
    while (sd_bus_message_enter_container(call, 'e', "sv") > 0) {
      const char* hint = nullptr;
      std::uint8_t value = 0;
      sd_bus_message_read(call, "s", &hint);
      if (sd_bus_message_read(call, "v", "y", &value) > 0) urgency = value;
      sd_bus_message_exit_container(call);
    }
  }
  const boost::json::object said{
      {"program", program}, {"title", title}, {"body", body}, {"urgency", urgency}};
  std::printf("%s\n", boost::json::serialize(said).c_str());
  std::fflush(stdout);
  return sd_bus_reply_method_return(call, "u", std::uint32_t{1});
}

const sd_bus_vtable kMethods[] = {
    SD_BUS_VTABLE_START(0), SD_BUS_METHOD("GetCapabilities", "", "as", capabilities, 0),
    SD_BUS_METHOD("Notify", "susssasa{sv}i", "u", notify, 0), SD_BUS_VTABLE_END};

}  // namespace

int main() {
  sd_bus* bus = nullptr;
  int code = sd_bus_open_user(&bus);
  if (code >= 0) {
    code = sd_bus_add_object_vtable(bus, nullptr, "/org/freedesktop/Notifications", kName, kMethods,
                                    nullptr);
  }
  if (code >= 0) code = sd_bus_request_name(bus, kName, 0);
  if (code < 0) {
    std::fprintf(stderr, "notification service: %d\n", code);
    return 1;
  }
  std::puts("ready");
  std::fflush(stdout);
  while (true) {
    while (sd_bus_process(bus, nullptr) > 0) {
    }
    pollfd files[] = {{sd_bus_get_fd(bus), POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};
    if (poll(files, 2, -1) < 0 || files[1].revents != 0) break;
  }
  sd_bus_flush_close_unref(bus);
  return 0;
}
