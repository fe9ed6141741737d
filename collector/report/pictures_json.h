#pragma once

// The text of a need's pictures (needs/pictures.h): JSON for the page and for programs.
//
// Fields are added, never renamed. A picture that cannot be drawn is null or empty and says why in
// a code: the page has the words.

#include <string>

#include "collector/needs/pictures.h"

namespace desirepath::report {

std::string pictures_json(const needs::NeedPictures& pictures);

}  // namespace desirepath::report
