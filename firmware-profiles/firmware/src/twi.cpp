#include "twi.h"
#include <avr/io.h>
#include <util/twi.h>
#include "board.h"
#include "pins.h"
#include "ticks.h"

namespace twi {

constexpr uint32_t HZ = 100000;
// 32 bytes take 3 ms; a device may stretch the clock a little.
constexpr uint16_t STEP_US_MAX = 1000;
constexpr uint16_t TRANSFER_US_MAX = 5000;

static uint32_t startedUs;

void begin() {
  // The weak pull-ups of the chip, as long as the bus has no better ones.
  pins::placeOf(board::SDA_PIN).set(true);
  pins::placeOf(board::SCL_PIN).set(true);
  // A bus that hung is let go of first.
  TWCR = 0;
  TWSR = 0;
  TWBR = static_cast<uint8_t>((F_CPU / HZ - 16) / 2);
  TWCR = _BV(TWEN);
}

void end() {
  TWCR = 0;
  pins::placeOf(board::SDA_PIN).set(false);
  pins::placeOf(board::SCL_PIN).set(false);
}

// Carries out one step; gives the status, or 0xff where the bus hangs.
static uint8_t step(uint8_t control) {
  TWCR = _BV(TWINT) | _BV(TWEN) | control;
  const uint32_t sinceUs = ticks::micros();
  while (!(TWCR & _BV(TWINT))) {
    const uint32_t nowUs = ticks::micros();
    if (nowUs - sinceUs > STEP_US_MAX || nowUs - startedUs > TRANSFER_US_MAX) {
      begin();
      return 0xff;
    }
  }
  return TW_STATUS;
}

static void stop() {
  TWCR = _BV(TWINT) | _BV(TWEN) | _BV(TWSTO);
  const uint32_t sinceUs = ticks::micros();
  while (TWCR & _BV(TWSTO)) {
    if (ticks::micros() - sinceUs > STEP_US_MAX) {
      begin();
      return;
    }
  }
}

static bool select(uint8_t addressAndDirection, uint8_t acknowledged) {
  startedUs = ticks::micros();
  const uint8_t started = step(_BV(TWSTA));
  if (started != TW_START && started != TW_REP_START) return false;
  TWDR = addressAndDirection;
  return step(0) == acknowledged;
}

bool write(uint8_t address, const uint8_t* bytes, uint8_t count, bool release) {
  bool taken = select(address << 1 | TW_WRITE, TW_MT_SLA_ACK);
  for (uint8_t index = 0; taken && index < count; index++) {
    TWDR = bytes[index];
    taken = step(0) == TW_MT_DATA_ACK;
  }
  if (release || !taken) stop();
  return taken;
}

uint8_t read(uint8_t address, uint8_t* bytes, uint8_t count) {
  uint8_t came = 0;
  if (select(address << 1 | TW_READ, TW_MR_SLA_ACK)) {
    while (came < count) {
      const bool isLast = came + 1 == count;
      const uint8_t status = step(isLast ? 0 : _BV(TWEA));
      if (status != TW_MR_DATA_ACK && status != TW_MR_DATA_NACK) break;
      bytes[came++] = TWDR;
    }
  }
  stop();
  return came;
}

}  // namespace twi
