let speed = 30
let count = 0

while (count < 10) {
  car.forward(speed)
  wait(200)
  car.stop()
  wait(100)
  count++
}

log('done', count)
