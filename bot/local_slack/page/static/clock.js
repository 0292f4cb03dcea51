// The clock of the header goes on by itself between two words of the server.

let drawn = { epoch: "", at: 0 };

function tick() {
  const time = document.querySelector("#clock time[data-epoch]");
  if (!time) return;
  if (time.dataset.epoch !== drawn.epoch) drawn = { epoch: time.dataset.epoch, at: performance.now() };
  const now = new Date(Number(drawn.epoch) * 1000 + performance.now() - drawn.at);
  const text = format(now, time.dataset.tz);
  if (time.textContent !== text) time.textContent = text;
}

function format(instant, timeZone) {
  const options = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit" };
  const parts = new Intl.DateTimeFormat("en-GB", { ...options, hourCycle: "h23", timeZone }).formatToParts(instant);
  const of = Object.fromEntries(parts.map((part) => [part.type, part.value]));
  return `${of.weekday} ${of.day} ${of.month}, ${of.hour}:${of.minute}:${of.second}`;
}

document.addEventListener("htmx:oobAfterSwap", tick);
setInterval(tick, 1000);
tick();
