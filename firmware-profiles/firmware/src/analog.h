// Analog inputs, measured in turn in the background: nobody waits for a conversion.
#pragma once
#include <stdint.h>

namespace analog {

enum User : uint8_t { REPORTS, SENSORS, BATTERY, USER_COUNT };

void begin();
// The channels that a user wants measured from now on, a bit each.
void want(User user, uint16_t channels);
// One of the wanted channels at a time; each has its turn within 112 µs × their number.
uint16_t value(uint8_t channel);
// True when the channel has been measured since it was wanted.
bool isFresh(uint8_t channel);

}  // namespace analog
