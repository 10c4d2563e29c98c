// Firmata's I2C messages. Specification: https://github.com/firmata/protocol/blob/master/i2c.md
#pragma once
#include <stdint.h>
#include "message.h"

namespace i2c {

void reset();
bool isOn();
void configure(message::Reader settings);
void request(message::Reader request);
// Once each sampling interval: the devices that are read continuously.
void sample();

}  // namespace i2c
