#pragma once

// `write_page` is the page on a gateway's network, as HTML: what is counted here and why, and the
// button that takes the asking device out.
//
// The server gives it what the agent said. No script, one form; all that is not ours is escaped.
//
// Source: product.md, "What runs where". Threads: pure functions.

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "agent/network_page/words.h"

namespace desirepath::network_page {

// The agent's answers, each as it came: {"ask":"policy"}, {"ask":"network-page"},
// {"ask":"observed"}; an empty object where there was none.
struct Told {
  boost::json::object policy;
  boost::json::object networks;
  boost::json::object device;
};

State state_of(const Told& told);
std::string write_page(const Told& told, fields::Language language);
std::string_view stylesheet();

// The first language of "de-DE,de;q=0.9,en;q=0.8" that there are words in; English without one.
fields::Language accepted_language(std::string_view header);

}  // namespace desirepath::network_page
