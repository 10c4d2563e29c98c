// What a Firmata host may ask: version, name, what pins can do and do, system variables.
#pragma once
#include <stdint.h>
#include "message.h"

namespace queries {

void sayVersion();
void sayFirmware();
void sayCapabilities();
void sayAnalogMapping();
void sayPinState(uint8_t pin);
void saySystemVariable(message::Reader question);

}  // namespace queries
