// What shines: strips of WS2812, displays with a TM1637.
#pragma once
#include <stdint.h>
#include "message.h"

namespace lights {

void reset();
message::Reason setStrip(message::Reader& settings);
message::Reason setColours(message::Reader& colours);
message::Reason setSegments(message::Reader& settings);

}  // namespace lights
