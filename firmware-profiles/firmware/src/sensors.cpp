#include "sensors.h"
#include "analog.h"
#include "board.h"
#include "edges.h"
#include "pins.h"
#include "ticks.h"

namespace sensors {

using message::Reason;

enum Kind : uint8_t { ANALOG = 0, DIGITAL = 1, DIGITAL_PULLUP = 2, KIND_COUNT };
constexpr uint8_t SENSORS_MAX = 16, SENSORS_SUB = 0x20;
constexpr uint16_t INTERVAL_MS_MIN = 5, INTERVAL_MS_MAX = 1000;
constexpr uint16_t RAW_MAX = 1023, DARK_IS_LOWER = 8192;

struct Sensor {
  uint8_t pin;
  Kind kind;
  uint16_t threshold;
};

static Sensor all[SENSORS_MAX];
static uint8_t count;
static uint16_t intervalMs, liftedMs, drivenDarkMs;
static uint8_t number;
static ticks::Every report;

void reset() {
  count = 0;
  intervalMs = 0;
  liftedMs = 0;
  analog::want(analog::SENSORS, 0);
}

static Reason whyNot(uint8_t pin, uint8_t kind) {
  if (kind >= KIND_COUNT) return message::OUT_OF_RANGE;
  if (kind == ANALOG ? !board::isAnalog(pin) : !board::isDigital(pin)) return message::WRONG_PIN;
  return pins::isOwned(pin) ? message::MOTOR_PIN : message::ACCEPTED;
}

Reason configure(message::Reader& settings) {
  if (settings.left() < 2 || settings.left() % 2 != 0 || settings.left() > 2 + 2 * SENSORS_MAX) return message::WRONG_LENGTH;
  const uint16_t interval = settings.u14();
  if (interval != 0 && (interval < INTERVAL_MS_MIN || interval > INTERVAL_MS_MAX)) return message::OUT_OF_RANGE;
  message::Reader checked = settings;
  while (checked.left() > 0) {
    const uint8_t pin = checked.u7();
    const Reason reason = whyNot(pin, checked.u7());
    if (reason != message::ACCEPTED) return reason;
  }
  reset();
  uint16_t channels = 0;
  while (settings.left() > 0) {
    Sensor& sensor = all[count++];
    sensor.pin = settings.u7();
    sensor.kind = static_cast<Kind>(settings.u7());
    pins::setMode(sensor.pin, sensor.kind == ANALOG ? pins::ANALOG : sensor.kind == DIGITAL ? pins::INPUT : pins::PULLUP);
    if (sensor.kind == ANALOG) channels |= 1U << (sensor.pin - board::FIRST_ANALOG_PIN);
  }
  analog::want(analog::SENSORS, channels);
  intervalMs = interval;
  report.startAt(ticks::micros());
  return message::ACCEPTED;
}

Reason setLifted(message::Reader& settings) {
  if (settings.left() < 2) return message::WRONG_LENGTH;
  const uint16_t forMs = settings.u14();
  if (forMs != 0 && settings.left() != 2 * count) return message::WRONG_LENGTH;
  for (uint8_t index = 0; index < count; index++) all[index].threshold = settings.u14();
  liftedMs = forMs;
  drivenDarkMs = 0;
  return message::ACCEPTED;
}

static uint16_t raw(const Sensor& sensor) {
  if (sensor.kind == ANALOG) return analog::value(sensor.pin - board::FIRST_ANALOG_PIN);
  return pins::placeOf(sensor.pin).read() ? RAW_MAX : 0;
}

void update(uint32_t nowUs, uint8_t state) {
  if (intervalMs == 0 || !report.isDue(nowUs, intervalMs * 1000UL)) return;
  number++;
  // Head and tail 8 bytes, sonar 2, encoders 3 each.
  if (!message::fits(8 + 2 * count + 2 + 3 * edges::ENCODERS)) return;
  message::start(SENSORS_SUB);
  message::u7(number);
  message::u14(ticks::millis());
  message::u7(state);
  for (uint8_t index = 0; index < count; index++) message::u14(raw(all[index]));
  if (edges::hasSonar()) message::u14(edges::sonarMm());
  for (uint8_t index = 0; index < edges::ENCODERS; index++) {
    if (edges::hasEncoder(index)) message::u21(edges::encoderSteps(index));
  }
  message::endSysex();
}

static bool isDark(const Sensor& sensor) {
  if (sensor.kind == ANALOG && !analog::isFresh(sensor.pin - board::FIRST_ANALOG_PIN)) return false;
  const uint16_t limit = sensor.threshold & (DARK_IS_LOWER - 1);
  return sensor.threshold & DARK_IS_LOWER ? raw(sensor) < limit : raw(sensor) > limit;
}

static bool areDark() {
  for (uint8_t index = 0; index < count; index++) {
    if (!isDark(all[index])) return false;
  }
  return count != 0;
}

bool areLifted(uint16_t drivenMs) {
  if (liftedMs == 0 || !areDark()) drivenDarkMs = 0;
  else if (drivenDarkMs < liftedMs) drivenDarkMs += drivenMs;
  return liftedMs != 0 && drivenDarkMs >= liftedMs;
}

}  // namespace sensors
