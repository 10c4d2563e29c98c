forever(() => {
  log(ai.label());
  wait(200);
});
