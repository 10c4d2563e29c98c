#include "i2c.h"
#include <avr/pgmspace.h>
#include "board.h"
#include "pins.h"
#include "ticks.h"
#include "twi.h"

namespace i2c {

constexpr uint8_t REPLY = 0x77;
constexpr uint8_t MODE_MASK = 0x18, TEN_BITS = 0x20, RESTART = 0x40;
enum Mode : uint8_t { WRITE = 0x00, READ = 0x08, READ_CONTINUOUSLY = 0x10, STOP_READING = 0x18 };
constexpr uint8_t QUERIES_MAX = 8, READ_MAX = 32, WRITE_MAX = 31;
constexpr uint16_t NO_REGISTER = 0xffff;

struct Query {
  uint8_t address;
  uint16_t reg;
  uint8_t count;
  bool release;
  // It has said that nobody answers.
  bool isLost;
};

static bool on;
static uint16_t delayUs;
static Query queries[QUERIES_MAX];
static uint8_t queryCount;

bool isOn() { return on; }

void reset() {
  if (on) twi::end();
  on = false;
  delayUs = 0;
  queryCount = 0;
}

void configure(message::Reader settings) {
  if (settings.left() >= 2) delayUs = settings.u14();
  if (on) return;
  pins::setMode(board::SDA_PIN, pins::I2C);
  pins::setMode(board::SCL_PIN, pins::I2C);
  twi::begin();
  on = true;
}

static void rest() {
  if (delayUs == 0) return;
  const uint32_t sinceUs = ticks::micros();
  while (ticks::micros() - sinceUs < delayUs) {
  }
}

static uint8_t fetch(const Query& query, uint8_t* bytes) {
  if (query.reg != NO_REGISTER) {
    const uint8_t reg = query.reg;
    if (!twi::write(query.address, &reg, 1, query.release)) return 0;
    rest();
  }
  return twi::read(query.address, bytes, query.count);
}

static void answer(const Query& query, const uint8_t* bytes, uint8_t count) {
  message::startSysex(REPLY);
  message::u14(query.address);
  message::u14(query.reg == NO_REGISTER ? 0 : query.reg);
  for (uint8_t index = 0; index < count; index++) message::byte(bytes[index]);
  message::endSysex();
}

static void complain() { message::string(PSTR("I2C: too few bytes")); }

static void readOnce(const Query& query) {
  uint8_t bytes[READ_MAX];
  const uint8_t came = fetch(query, bytes);
  if (came < query.count) complain();
  answer(query, bytes, came);
}

static void forget(uint8_t address) {
  uint8_t kept = 0;
  for (uint8_t index = 0; index < queryCount; index++) {
    if (queries[index].address != address) queries[kept++] = queries[index];
  }
  queryCount = kept;
}

static void readFromNowOn(const Query& query) {
  for (uint8_t index = 0; index < queryCount; index++) {
    Query& known = queries[index];
    if (known.address != query.address || known.reg != query.reg) continue;
    known = query;
    return;
  }
  if (queryCount < QUERIES_MAX) queries[queryCount++] = query;
  else message::string(PSTR("I2C: too many queries"));
}

void sample() {
  for (uint8_t index = 0; index < queryCount; index++) {
    Query& query = queries[index];
    if (!message::fits(7 + 2 * query.count)) continue;
    uint8_t bytes[READ_MAX];
    const bool isWhole = fetch(query, bytes) == query.count;
    if (isWhole) answer(query, bytes, query.count);
    else if (!query.isLost) complain();
    query.isLost = !isWhole;
  }
}

static void write(uint8_t address, message::Reader& content) {
  uint8_t bytes[WRITE_MAX];
  uint8_t count = 0;
  while (content.left() >= 2 && count < WRITE_MAX) bytes[count++] = content.byte();
  twi::write(address, bytes, count, true);
}

void request(message::Reader request) {
  if (!on || request.left() < 2) return;
  const uint8_t address = request.u7();
  const uint8_t flags = request.u7();
  if (flags & TEN_BITS) {
    message::string(PSTR("I2C: 10-bit addresses"));
    return;
  }
  const uint8_t mode = flags & MODE_MASK;
  if (mode == WRITE) {
    write(address, request);
    return;
  }
  if (mode == STOP_READING) {
    forget(address);
    return;
  }
  const uint16_t reg = request.left() >= 4 ? request.u14() : NO_REGISTER;
  const uint16_t count = request.u14();
  const Query query = {address, reg, static_cast<uint8_t>(count < READ_MAX ? count : READ_MAX), (flags & RESTART) == 0, false};
  if (query.count == 0) return;
  if (mode == READ) readOnce(query);
  else readFromNowOn(query);
}

}  // namespace i2c
