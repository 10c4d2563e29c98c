#include "record.h"
#include <avr/eeprom.h>
#include <util/crc16.h>

namespace record {

using message::Reason;

constexpr uint8_t BYTES = 128, BLOCK_MAX = 28;
constexpr uint16_t START = E2END + 1 - BYTES;
constexpr uint8_t READ_SUB = 0x40, WRITE_SUB = 0x41;
constexpr uint8_t LENGTH_AT = 3, ID_AT = 4, ID_BYTES = 8, PROFILE_AT = 12, LENGTH_MIN = 14, CRC_BYTES = 2;

static uint8_t block[BLOCK_MAX];
static uint8_t blockOffset, blockCount, blockDone;

static uint8_t at(uint8_t offset) { return eeprom_read_byte(reinterpret_cast<const uint8_t*>(START + offset)); }

static bool isValid() {
  const uint8_t length = at(LENGTH_AT);
  if (at(0) != 'G' || at(1) != 'J' || at(2) != 1 || length < LENGTH_MIN || length > BYTES - CRC_BYTES) return false;
  uint16_t crc = 0;
  for (uint8_t offset = 0; offset < length; offset++) crc = _crc_xmodem_update(crc, at(offset));
  return at(length) == (crc & 0xff) && at(length + 1) == crc >> 8;
}

void identify() {
  const bool valid = isValid();
  message::u7(valid);
  for (uint8_t index = 0; index < ID_BYTES; index++) message::byte(valid ? at(ID_AT + index) : 0);
  uint8_t letters = valid ? at(PROFILE_AT) : 0;
  // A length that the checksum let pass and that leaves the record all the same.
  if (letters > BYTES - PROFILE_AT - 1) letters = 0;
  for (uint8_t index = 0; index < letters; index++) message::u7(at(PROFILE_AT + 1 + index));
}

Reason read(message::Reader& question) {
  if (question.left() != 2) return message::WRONG_LENGTH;
  const uint8_t offset = question.u7();
  const uint8_t count = question.u7();
  if (count == 0 || count > BLOCK_MAX || offset + count > BYTES) return message::OUT_OF_RANGE;
  message::start(READ_SUB);
  message::u7(offset);
  for (uint8_t index = 0; index < count; index++) message::byte(at(offset + index));
  message::endSysex();
  return message::ACCEPTED;
}

Reason write(message::Reader& content) {
  if (blockCount > 0) return message::BUSY;
  if (content.left() < 3 || content.left() % 2 != 1) return message::WRONG_LENGTH;
  const uint8_t offset = content.u7();
  const uint8_t count = content.left() / 2;
  if (count > BLOCK_MAX || offset + count > BYTES) return message::OUT_OF_RANGE;
  for (uint8_t index = 0; index < count; index++) block[index] = content.byte();
  blockOffset = offset;
  blockCount = count;
  blockDone = 0;
  return message::ACCEPTED;
}

void update() {
  if (blockCount == 0 || !eeprom_is_ready()) return;
  if (blockDone < blockCount) {
    eeprom_update_byte(reinterpret_cast<uint8_t*>(START + blockOffset + blockDone), block[blockDone]);
    blockDone++;
    return;
  }
  message::start(WRITE_SUB);
  message::u7(blockOffset);
  message::u7(blockCount);
  message::endSysex();
  blockCount = 0;
}

}  // namespace record
