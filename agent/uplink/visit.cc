#include "agent/uplink/visit.h"

#include <absl/strings/str_cat.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "agent/outbox/uplink_pipe.h"
#include "agent/uplink/enrol.h"
#include "agent/uplink/session.h"
#include "proto/pki/certificate.h"

namespace desirepath::uplink {
namespace {

struct Order {
  std::vector<Frame> frames;
  std::optional<std::string> known_hash;  // set: fetch the policy
};

// What the agent wants, up to its End or the end of the pipe.
absl::StatusOr<Order> read_order(int pipe) {
  Order order;
  outbox::PipeReader reader;
  while (true) {
    absl::StatusOr<std::optional<outbox::PipeMessage>> message = outbox::read_message(pipe, reader);
    if (!message.ok()) return message.status();
    if (!*message || std::holds_alternative<outbox::EndMessage>(**message)) return order;
    if (const auto* frame = std::get_if<outbox::FrameMessage>(&**message)) {
      if (order.frames.size() == kMaxFrames) {
        return absl::InvalidArgumentError(
            absl::StrCat("uplink pipe: more than ", kMaxFrames, " frames in one session"));
      }
      order.frames.push_back({frame->window, frame->sealed});
    } else if (auto* fetch = std::get_if<outbox::FetchPolicyMessage>(&**message)) {
      order.known_hash = std::move(fetch->known_hash);
    } else {
      return absl::InvalidArgumentError("uplink pipe: a message of the wrong direction");
    }
  }
}

absl::StatusOr<Credentials> valid_credentials(const std::filesystem::path& state_dir,
                                              absl::Time now) {
  absl::StatusOr<Credentials> credentials = load_credentials(state_dir);
  if (!credentials.ok() || credentials->token.empty()) return credentials;
  const absl::StatusOr<pki::Certificate> certificate =
      pki::parse_certificate(credentials->certificate_pem);
  if (!certificate.ok() || certificate->not_after > now) return credentials;
  // After a long leave: enrol again as whoever comes with the token.
  absl::StatusOr<Credentials> fresh = enrol(credentials->gate, credentials->token);
  if (!fresh.ok()) {
    return absl::Status(fresh.status().code(), absl::StrCat("certificate: expired, and ",
                                                            std::string(fresh.status().message())));
  }
  if (absl::Status status = store_credentials(*fresh, state_dir); !status.ok()) return status;
  return fresh;
}

absl::Status serve_order(int pipe, const std::filesystem::path& state_dir, absl::Time now) {
  const absl::StatusOr<Order> order = read_order(pipe);
  if (!order.ok()) return order.status();
  absl::StatusOr<Credentials> credentials = valid_credentials(state_dir, now);
  if (!credentials.ok()) return credentials.status();
  absl::StatusOr<std::unique_ptr<Session>> session = Session::open(*std::move(credentials), now);
  if (!session.ok()) return session.status();
  // A renewal that fails is tried again at the next session; a third of the certificate's life is
  // left.
  if (const absl::StatusOr<bool> renewed = (*session)->renew_if_due(now);
      renewed.ok() && *renewed) {
    if (absl::Status status = store_credentials((*session)->credentials(), state_dir);
        !status.ok()) {
      return status;
    }
  }
  if (!order->frames.empty()) {
    absl::Status told;
    const absl::Status sent =
        (*session)->submit(order->frames, [&](std::uint32_t count, std::int64_t hour) {
          if (told.ok()) told = outbox::write_message(pipe, outbox::AcceptedMessage{count, hour});
        });
    if (!sent.ok()) return sent;
    if (!told.ok()) return told;
  }
  if (order->known_hash) {
    absl::StatusOr<PolicyAnswer> answer = (*session)->fetch_policy(*order->known_hash);
    if (!answer.ok()) return answer.status();
    // An empty bundle says: yours is current.
    return outbox::write_message(pipe, outbox::BundleMessage{std::move(answer->bundle)});
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status visit(int pipe, const std::filesystem::path& state_dir, absl::Time now) {
  absl::Status status = serve_order(pipe, state_dir, now);
  if (!status.ok()) {
    // If the agent is gone there is nobody to tell.
    outbox::write_message(pipe, outbox::FailedMessage{std::string(status.message())}).IgnoreError();
    return status;
  }
  return outbox::write_message(pipe, outbox::DoneMessage{});
}

}  // namespace desirepath::uplink
