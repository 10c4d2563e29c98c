// The car's record: the last 128 bytes of the EEPROM. Layout: docs/protocols/firmware.md.
#pragma once
#include <stdint.h>
#include "message.h"

namespace record {

// Sends what the IDENTITY reply says of the record: valid or not, car id, profile id.
void identify();
message::Reason read(message::Reader& question);
message::Reason write(message::Reader& content);
// Writes the next byte when the EEPROM is ready; answers after the last.
void update();

}  // namespace record
