#include "collector/workplace/event_desk.h"

#include <boost/json/array.hpp>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "collector/curation/event_queue.h"
#include "collector/workplace/event_watch.h"
#include "collector/workplace/fields.h"
#include "collector/workplace/page_of.h"
#include "collector/workplace/workplace.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::array;
using boost::json::object;
using boost::json::value;
using curation::Delivery;
using curation::Event;
using curation::EventQueue;

value or_null(const std::string& text) { return text.empty() ? value(nullptr) : value(text); }

object event_row(const Event& event) {
  return {{"number", event.number},
          {"id", event.id},
          {"at", event.at},
          {"kind", event.kind},
          {"subject", or_null(event.subject)},
          {"window", or_null(event.window)},
          {"message", event.message}};
}

absl::StatusOr<Outcome> list(const Office& office, const Call& call) {
  const absl::StatusOr<PageAsked> page = page_asked(call);
  if (!page.ok()) return page.status();
  const absl::StatusOr<std::vector<Event>> events =
      EventQueue(office.curation.database()).events(page->before, page->most + 1);
  if (!events.ok()) return events.status();
  array rows;
  for (const Event& event : *events) rows.push_back(event_row(event));
  return Outcome{.body = page_of("events", std::move(rows), *page)};
}

absl::StatusOr<Outcome> deliveries(const Office& office, const std::vector<ChannelAbout>& channels,
                                   const Call& call) {
  const absl::StatusOr<PageAsked> page = page_asked(call);
  if (!page.ok()) return page.status();
  EventQueue queue(office.curation.database());
  array states;
  for (const ChannelAbout& channel : channels) {
    const absl::StatusOr<curation::ChannelState> state = queue.state(channel.name);
    if (!state.ok()) return state.status();
    states.push_back(object{{"name", channel.name},
                            {"target", channel.target},
                            {"format", channel.format},
                            {"waiting", state->waiting},
                            {"undelivered", state->dead},
                            {"delivered_at", nullptr},
                            {"fault", or_null(state->fault)}});
    if (state->delivered_at) states.back().get_object()["delivered_at"] = *state->delivered_at;
  }
  const absl::StatusOr<std::vector<Delivery>> dead = queue.dead(page->before, page->most + 1);
  if (!dead.ok()) return dead.status();
  array rows;
  for (const Delivery& delivery : *dead) {
    object row = event_row(delivery.event);
    row["number"] = delivery.number;
    row["channel"] = delivery.channel;
    row["tries"] = delivery.tries;
    row["fault"] = delivery.fault;
    rows.push_back(std::move(row));
  }
  object body = page_of("undelivered", std::move(rows), *page);
  body["channels"] = std::move(states);
  return Outcome{.body = std::move(body)};
}

absl::StatusOr<Outcome> again(const Office& office, const std::vector<ChannelAbout>& channels,
                              const Call& call) {
  if (absl::Status s = check_members(call.body, {}); !s.ok()) return s;
  std::int64_t number = 0;
  if (!absl::SimpleAtoi(call.names[0], &number)) {
    return absl::NotFoundError("no undelivered event of this number");
  }
  const absl::Status done =
      recorded(office, {call.person.name, "event-sent-again", call.names[0]}, [&] {
        return EventQueue(office.curation.database())
            .again(number, absl::ToUnixSeconds(office.clock()));
      });
  return done.ok() ? deliveries(office, channels, Call{}) : absl::StatusOr<Outcome>(done);
}

absl::StatusOr<Outcome> test(const Office& office, const std::vector<ChannelAbout>& channels,
                             const Call& call) {
  if (absl::Status s = check_members(call.body, {}); !s.ok()) return s;
  if (channels.empty()) {
    return absl::FailedPreconditionError(
        "no channel is set up; [events] in collector.toml names a webhook, a syslog server or a "
        "file");
  }
  std::vector<std::string> names;
  for (const ChannelAbout& channel : channels) names.push_back(channel.name);
  const absl::Status done = recorded(office, {call.person.name, "channels-tested"}, [&] {
    return EventQueue(office.curation.database()).add(test_event(office.clock()), names).status();
  });
  return done.ok() ? deliveries(office, channels, Call{}) : absl::StatusOr<Outcome>(done);
}

}  // namespace

void add_event_operations(const Office& office, const std::vector<ChannelAbout>& channels,
                          api::Operations& operations) {
  operations["getEvents"] = [&office](const Call& call) { return list(office, call); };
  operations["getDeliveries"] = [&office, &channels](const Call& call) {
    return deliveries(office, channels, call);
  };
  operations["sendAgain"] = [&office, &channels](const Call& call) {
    return again(office, channels, call);
  };
  operations["testChannels"] = [&office, &channels](const Call& call) {
    return test(office, channels, call);
  };
}

}  // namespace desirepath::workplace
