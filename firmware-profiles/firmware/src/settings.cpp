#include "settings.h"
#include <avr/pgmspace.h>
#include "board.h"

namespace settings {

constexpr uint32_t BAUD_DEFAULT = 57600, BAUD_MIN = 9600, BAUD_MAX = 1000000;

struct __attribute__((packed)) Block {
  char mark[8];
  uint8_t format, major, minor, chip;
  uint32_t baud;
};

static const Block BLOCK PROGMEM __attribute__((used)) = {
    {'G', 'U', 'I', 'J', 'I', '-', 'F', 'W'}, 1, VERSION_MAJOR, VERSION_MINOR, board::CHIP, BAUD_DEFAULT,
};

uint32_t baud() {
  const uint32_t wanted = pgm_read_dword(&BLOCK.baud);
  return wanted < BAUD_MIN || wanted > BAUD_MAX ? BAUD_DEFAULT : wanted;
}

}  // namespace settings
