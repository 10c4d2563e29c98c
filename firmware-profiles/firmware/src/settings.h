// The settings block: the one part of the image that a flasher may change. Layout: docs/protocols/firmware.md §1.
#pragma once
#include <stdint.h>

namespace settings {

constexpr uint8_t VERSION_MAJOR = 1, VERSION_MINOR = 0;

// Of the block; 57600 where what stands there is no speed.
uint32_t baud();

}  // namespace settings
