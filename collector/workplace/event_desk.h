#pragma once

// The event desk: what other systems are told, how far each channel has got, and what could not be
// delivered.
//
// Operations getEvents, getDeliveries, sendAgain, testChannels of openapi.yaml. The channels
// themselves are the settings': whoever may use the page cannot choose where secrets and events go.

#include <vector>

#include "collector/api/operation.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

struct ChannelAbout;

// `channels` must outlive the operations.
void add_event_operations(const Office& office, const std::vector<ChannelAbout>& channels,
                          api::Operations& operations);

}  // namespace desirepath::workplace
