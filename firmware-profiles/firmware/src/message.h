// Messages on the line: seven bits a byte, low bits first. Specification: docs/protocols/firmware.md.
#pragma once
#include <stdint.h>

namespace message {

constexpr uint8_t START_SYSEX = 0xf0, END_SYSEX = 0xf7;
constexpr uint8_t GUIJI = 0x0a;

enum Reason : uint8_t { ACCEPTED = 0, UNKNOWN = 1, WRONG_LENGTH = 2, WRONG_PIN = 3, OUT_OF_RANGE = 4, BUSY = 5, MOTOR_PIN = 6 };

// What came in: the bytes between a message's first and its last. Beyond the end it reads zeros.
class Reader {
 public:
  Reader(const uint8_t* bytes, uint8_t count) : at_(bytes), left_(count) {}
  uint8_t left() const { return left_; }
  uint8_t u7();
  uint16_t u14();
  // A byte of eight bits in two.
  uint8_t byte();

 private:
  const uint8_t* at_;
  uint8_t left_;
};

// What goes out. All but `fits` wait where the send buffer is full.
void u7(uint8_t value);
void u14(uint16_t value);
void u21(uint32_t value);
void byte(uint8_t value);
void startSysex(uint8_t command);
void endSysex();
// START_SYSEX, GUIJI, sub.
void start(uint8_t sub);
void refuse(uint8_t sub, Reason reason);
// STRING_DATA of a text in program memory.
void string(const char* textP);

// True where a report of so many bytes goes out without waiting; else it is counted as left out.
bool fits(uint8_t bytes);
// Reports left out since the start; stops at 16383.
uint16_t leftOut();

}  // namespace message
