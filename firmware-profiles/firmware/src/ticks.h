// Time since the start, from timer 0, which overflows each 1024 µs.
#pragma once
#include <stdint.h>

namespace ticks {

void begin();
// Turns over after 71 minutes; resolution 4 µs.
uint32_t micros();
// Turns over after 65 s.
uint16_t millis();

// True once for each interval that has passed; a late caller gets one, not all that were missed.
class Every {
 public:
  bool isDue(uint32_t nowUs, uint32_t intervalUs);
  void startAt(uint32_t nowUs) { last_ = nowUs; }

 private:
  uint32_t last_ = 0;
};

}  // namespace ticks
