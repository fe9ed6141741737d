#include "agent/uplink_child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/own_program.h"

namespace desirepath::agent {
namespace {

using boost::asio::local::stream_protocol;
using boost::system::error_code;

// A child gets a second to end.
constexpr int kEndingPolls = 50;
constexpr int kEndingPollMilliseconds = 20;

// The child has its end of the pair as descriptor 3, and nothing else of ours but the standard
// streams.
int spawn(const std::vector<std::string>& command, int child_end, pid_t& process) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, child_end, outbox::kUplinkDescriptor);
  sigset_t none;
  sigset_t defaults;
  sigemptyset(&none);
  sigfillset(&defaults);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  std::vector<char*> arguments;
  for (const std::string& argument : command)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  char path[] = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";
  char* environment[] = {path, nullptr};
  const int error =
      posix_spawn(&process, arguments[0], &actions, &attributes, arguments.data(), environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

}  // namespace

std::string uplink_program(const std::string& set) {
  return set.empty() ? own_program("desirepath-uplink") : set;
}

absl::StatusOr<std::unique_ptr<UplinkChild>> UplinkChild::start(
    boost::asio::io_context& context, const std::vector<std::string>& command,
    const std::vector<UplinkMessage>& say, Take take) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    return absl::UnavailableError(absl::StrCat("uplink: no socket pair: ", std::strerror(errno)));
  }
  pid_t process = -1;
  // Descriptor 3 itself would keep its close-on-exec mark through a dup2 onto itself.
  const int child_end = ends[1] == outbox::kUplinkDescriptor ? dup(ends[1]) : ends[1];
  const int error = spawn(command, child_end, process);
  if (child_end != ends[1]) close(child_end);
  close(ends[1]);
  if (error != 0) {
    close(ends[0]);
    return absl::NotFoundError(absl::StrCat(command[0], ": cannot start: ", std::strerror(error),
                                            "; set uplink_program to where desirepath-uplink is"));
  }
  std::unique_ptr<UplinkChild> child(new UplinkChild(context, ends[0], process, std::move(take)));
  child->say(say);
  child->read();
  return child;
}

UplinkChild::UplinkChild(boost::asio::io_context& context, int socket, pid_t process, Take take)
    : socket_(context, stream_protocol(), socket),
      timer_(context),
      process_(process),
      take_(std::move(take)) {
  timer_.expires_after(kLongestSession);
  timer_.async_wait([this](error_code error) {
    if (!error) finish(outbox::FailedMessage{"uplink: the session took too long"});
  });
}

// A child that has said its last word ends by itself; one that has not is told to, and then made
// to.
UplinkChild::~UplinkChild() {
  error_code ignored;
  socket_.close(ignored);
  if (!finished_) kill(process_, SIGTERM);
  for (int waited = 0; waited < kEndingPolls; ++waited) {
    if (waitpid(process_, nullptr, WNOHANG) != 0) return;
    poll(nullptr, 0, kEndingPollMilliseconds);
  }
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
}

void UplinkChild::say(const std::vector<UplinkMessage>& messages) {
  for (const UplinkMessage& message : messages) waiting_ += outbox::encode(message);
  if (written_.empty()) write();
}

void UplinkChild::write() {
  written_ = std::exchange(waiting_, std::string());
  if (written_.empty()) return;
  // A child that does not read is seen by the read side.
  boost::asio::async_write(socket_, boost::asio::buffer(written_),
                           [this](error_code error, std::size_t) {
                             if (error) return;
                             written_.clear();
                             write();
                           });
}

void UplinkChild::read() {
  socket_.async_read_some(boost::asio::buffer(buffer_), [this](error_code error, std::size_t size) {
    if (error == boost::asio::error::operation_aborted || finished_) return;
    if (error) return finish(outbox::FailedMessage{"uplink: it ended before its session did"});
    reader_.append({buffer_.data(), size});
    for (;;) {
      absl::StatusOr<std::optional<UplinkMessage>> message = reader_.next();
      if (!message.ok()) {
        return finish(outbox::FailedMessage{std::string(message.status().message())});
      }
      if (!message->has_value()) break;
      const bool last = std::holds_alternative<outbox::DoneMessage>(**message) ||
                        std::holds_alternative<outbox::FailedMessage>(**message);
      if (last) return finish(**std::move(message));
      take_(**std::move(message));
    }
    read();
  });
}

void UplinkChild::finish(UplinkMessage last) {
  if (finished_) return;
  finished_ = true;
  timer_.cancel();
  take_(std::move(last));
}

}  // namespace desirepath::agent
