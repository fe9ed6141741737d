#include "agent/agent.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "agent/log.h"
#include "agent/memory_return.h"
#include "agent/metrics_file.h"
#include "agent/removed_hosts.h"
#include "agent/service_notice.h"

namespace desirepath::agent {
namespace {

using boost::system::error_code;

// How often the agent looks at its clock: a lab's windows last seconds.
constexpr std::chrono::milliseconds kTick{60'000};
constexpr std::chrono::milliseconds kLabTick{250};
constexpr std::chrono::milliseconds kShortestWaitingTick{
    1'000};  // enrolled, and the first policy is not there yet: until it is asked for again

Moment moment() {
  timespec steady{};
  clock_gettime(CLOCK_BOOTTIME, &steady);
  return {absl::Now(), absl::DurationFromTimespec(steady)};
}

DeviceOptions device_options(const Settings& settings, std::vector<std::string> removed) {
  return {settings.department, settings.shared, settings.lab, read_signers(settings.state_dir),
          std::move(removed),  settings.gateway};
}

}  // namespace

absl::StatusOr<std::unique_ptr<Agent>> Agent::open(Options options, capture::PacketSource& source) {
  const std::string credentials = options.environment.credentials_directory;
  absl::StatusOr<StateFolder> folder = StateFolder::open(
      options.settings.state_dir, credentials.empty() ? std::string() : credentials + "/state.key");
  if (!folder.ok()) return folder.status();
  const absl::StatusOr<std::vector<std::string>> removed =
      read_removed_hosts(options.settings.removed_hosts);
  if (!removed.ok()) return removed.status();
  const auto open_device = [&] {
    return Device::open(folder->database(), device_options(options.settings, *removed),
                        seal::Random(), moment());
  };
  absl::StatusOr<std::unique_ptr<Device>> device = open_device();
  // Whole as a database, and a value in it is not.
  if (absl::IsDataLoss(device.status())) {
    if (absl::Status status = folder->begin_anew(); !status.ok()) return status;
    device = open_device();
  }
  if (!folder->damage().empty()) log_line(LogLevel::kWarning, folder->damage());
  if (!device.ok()) return device.status();
  std::unique_ptr<Agent> agent(
      new Agent(std::move(options), source, *std::move(folder), *std::move(device)));
  if (absl::Status status = agent->open_console(); !status.ok()) return status;
  return agent;
}

Agent::Agent(Options options, capture::PacketSource& source, StateFolder folder,
             std::unique_ptr<Device> device)
    : options_(std::move(options)),
      source_(source),
      folder_(std::move(folder)),
      device_(std::move(device)),
      timer_(context_),
      signals_(context_, SIGTERM, SIGINT, SIGHUP) {}

absl::Status Agent::open_console() {
  Desk::Views views{*device_,
                    last_session_,
                    [this] { return capture_ ? capture_->progress() : CaptureProgress(); },
                    [this] { steer_capture(); },
                    census_,
                    folder_.key_source() == store::KeySource::kCredential
                        ? "a systemd credential"
                        : "a file beside state.db: it protects a stolen backup, not against root",
                    options_.lacks_right};
  desk_ = std::make_unique<Desk>(std::move(views),
                                 console::Access(options_.settings.ledger_users, geteuid()));
  absl::StatusOr<std::unique_ptr<console::Server>> server =
      console::Server::open(context_, console_socket(options_.settings.state_dir),
                            [this](const boost::json::object& request, const console::Peer& peer) {
                              return desk_->answer(request, peer);
                            });
  if (!server.ok()) return server.status();
  console_ = *std::move(server);
  return absl::OkStatus();
}

void Agent::run() {
  // A log that nobody reads, or a limit on the size of files, is an error to be told, not an end.
  for (const int signal : {SIGPIPE, SIGXFSZ}) ::signal(signal, SIG_IGN);
  expect_signals();
  tick();
  notify_service(options_.environment.notify_socket, "READY=1");
  log_line(LogLevel::kInfo, "running");
  return_startup_memory();
  context_.run();
  end_capture();
  device_->tick(moment());
  device_->flush();
  log_line(LogLevel::kInfo, "stopped");
}

void Agent::expect_signals() {
  signals_.async_wait([this](error_code error, int signal) {
    if (error) return;
    if (signal != SIGHUP) return stop();
    reload();
    expect_signals();
  });
}

void Agent::schedule_tick() {
  const window::Calendar* calendar = device_->keeper().calendar();
  auto after = kTick;
  if (calendar != nullptr && calendar->lab()) after = kLabTick;
  if (calendar == nullptr && device_->keeper().trusts_somebody()) {
    after = std::clamp(absl::ToChronoMilliseconds(device_->next_policy_request() - device_->now()),
                       kShortestWaitingTick, kTick);
  }
  timer_.expires_after(after);
  timer_.async_wait([this](error_code error) {
    if (!error) tick();
  });
}

void Agent::tick() {
  collect();
  device_->tick(moment());
  note_accounts();
  mind_memory();
  steer_capture();
  if (device_->session_due() && uplink_ == nullptr) begin_session();
  write_metrics();
  notify_service(options_.environment.notify_socket, "WATCHDOG=1");
  schedule_tick();
}

// First the policy, then the seals: what the gate answers shows that it can be reached, so that a
// session which cannot begin costs no send of the window's quota.
void Agent::begin_session() {
  std::vector<std::string> command = {uplink_program(options_.settings.uplink_program), "session",
                                      "--state", options_.settings.state_dir};
  if (!options_.settings.tls_key_log.empty()) {
    command.insert(command.end(), {"--tls-key-log", options_.settings.tls_key_log});
  }
  device_->note_session();
  absl::StatusOr<std::unique_ptr<UplinkChild>> child =
      UplinkChild::start(context_, command, {outbox::FetchPolicyMessage{device_->keeper().hash()}},
                         [this](UplinkMessage message) { hear(std::move(message)); });
  if (!child.ok()) return end_session(std::string(child.status().message()), true);
  uplink_ = *std::move(child);
}

void Agent::send_frames() {
  absl::StatusOr<std::vector<outbox::Outgoing>> session = device_->begin_session();
  if (!session.ok()) return end_session(std::string(session.status().message()), true);
  session_ = *std::move(session);
  std::vector<UplinkMessage> say;
  for (const outbox::Outgoing& frame : session_) {
    say.emplace_back(outbox::FrameMessage{frame.window, frame.sealed});
  }
  say.emplace_back(outbox::EndMessage{});
  uplink_->say(say);
}

void Agent::hear(UplinkMessage message) {
  if (const auto* accepted = std::get_if<outbox::AcceptedMessage>(&message)) {
    at_gate_ = std::min<std::size_t>(accepted->count, session_.size());
    // A gateway's session has frames of a thousand devices: they are noted at once, at its end.
    if (!device_->is_gateway()) note_accepted();
    if (accepted->hour != 0) device_->gate_said(accepted->hour, moment());
  } else if (const auto* bundle = std::get_if<outbox::BundleMessage>(&message)) {
    if (!bundle->bundle.empty()) follow(bundle->bundle);
    send_frames();
  } else if (const auto* failed = std::get_if<outbox::FailedMessage>(&message)) {
    end_session(failed->text, true);
  } else if (std::holds_alternative<outbox::DoneMessage>(message)) {
    end_session("the gate has what was due", false);
  }
}

void Agent::follow(const std::string& bundle) {
  end_capture();
  const absl::Status status = device_->accept_bundle(bundle);
  if (!status.ok()) log_line(LogLevel::kError, absl::StrCat("policy refused: ", status.message()));
  device_->tick(moment());  // what a new policy has written down is written now, not a minute later
  steer_capture();
  schedule_tick();  // by the clock of what was just taken
  return_startup_memory();
}

void Agent::note_accepted() {
  if (at_gate_ > 0) device_->frames_accepted(session_, at_gate_);
  at_gate_ = 0;
}

void Agent::end_session(const std::string& words, bool failed) {
  note_accepted();
  if (failed && last_session_.words != words) log_line(LogLevel::kWarning, words);
  last_session_ = {words, failed, failed ? last_session_.failures + 1 : 0};
  session_.clear();
  // The child calls this: it is destroyed on the next turn.
  boost::asio::post(context_, [ended = std::shared_ptr<UplinkChild>(std::move(uplink_))] {});
}

void Agent::reload() {
  notify_service(options_.environment.notify_socket, "RELOADING=1");
  absl::StatusOr<Settings> settings = options_.read_again();
  if (settings.ok()) {
    settings->state_dir = options_.settings.state_dir;  // what cannot change while running
    settings->interfaces = options_.settings.interfaces;
    settings->capture = options_.settings.capture;
    settings->lab = options_.settings.lab;
    settings->gateway = options_.settings.gateway;
    options_.settings = *std::move(settings);
    set_log_format(options_.settings.log_format);
    const absl::StatusOr<std::vector<std::string>> removed =
        read_removed_hosts(options_.settings.removed_hosts);
    if (!removed.ok()) log_line(LogLevel::kError, std::string(removed.status().message()));
    device_->set_options(device_options(
        options_.settings, removed.ok() ? *removed : device_->options().removed_hosts));
    steer_capture();
    desk_->set_access(console::Access(options_.settings.ledger_users, geteuid()));
    log_line(LogLevel::kInfo, "settings read again");
  } else {
    log_line(LogLevel::kError, std::string(settings.status().message()));
  }
  notify_service(options_.environment.notify_socket, "READY=1");
}

// Once a minute, so that its age says that the agent runs.
void Agent::write_metrics() {
  const std::string& file = options_.settings.metrics_file;
  if (file.empty()) return;
  std::string text = metrics_text(desk_->for_everybody());
  const absl::Time now = moment().wall;
  if (text == metrics_ && now >= metrics_written_ && now < metrics_written_ + absl::Minutes(1)) {
    return;
  }
  const absl::Status status = write_whole(file, text);
  if (!status.ok() && metrics_written_ != absl::InfinitePast()) return;  // said once
  if (!status.ok()) log_line(LogLevel::kWarning, std::string(status.message()));
  metrics_ = std::move(text);
  metrics_written_ = now;
}

void Agent::stop() {
  notify_service(options_.environment.notify_socket, "STOPPING=1");
  timer_.cancel();
  uplink_.reset();
  console_.reset();
  context_.stop();
}

}  // namespace desirepath::agent
