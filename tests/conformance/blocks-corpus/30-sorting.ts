const list = [5, 3, 8, 1, 9, 2];
for (let i = 0; i < list.length; i++) {
  for (let j = 0; j < list.length - 1 - i; j++) {
    if (list[j] > list[j + 1]) {
      const t = list[j];
      list[j] = list[j + 1];
      list[j + 1] = t;
    }
  }
}
log(list);
let i = 0;
let found = false;
while (i < list.length && !found) {
  if (list[i] === 8) found = true;
  else i++;
}
log(found ? "找到了" : "没有", i);
