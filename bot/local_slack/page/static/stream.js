// The live stream rests while its tab is hidden: browsers give one address six connections in all, for every tab.

/** As EventSource, as far as htmx needs it. When it goes on, it asks for what came since the last event. */
class RestingSource {
  constructor(url) {
    this.url = new URL(url, location.href);
    this.listeners = [];
    this.turn = () => (document.visibilityState === "hidden" ? this.rest() : this.goOn());
    document.addEventListener("visibilitychange", this.turn);
    this.turn();
  }

  get readyState() {
    return this.source?.readyState ?? EventSource.CONNECTING;
  }

  goOn() {
    if (this.source) return;
    this.source = new EventSource(this.url);
    this.source.onopen = (event) => this.onopen?.(event);
    this.source.onerror = (event) => this.onerror?.(event);
    this.listeners.forEach(({ name, heard }) => this.source.addEventListener(name, heard));
  }

  rest() {
    this.source?.close();
    this.source = null;
  }

  close() {
    document.removeEventListener("visibilitychange", this.turn);
    this.rest();
  }

  addEventListener(name, listener) {
    const heard = (event) => {
      if (event.lastEventId) this.url.searchParams.set("since", event.lastEventId);
      listener(event);
    };
    this.listeners.push({ name, listener, heard });
    this.source?.addEventListener(name, heard);
  }

  removeEventListener(name, listener) {
    const index = this.listeners.findIndex((each) => each.name === name && each.listener === listener);
    const [found] = index < 0 ? [] : this.listeners.splice(index, 1);
    if (found) this.source?.removeEventListener(name, found.heard);
  }
}

window.htmx.createEventSource = (url) => new RestingSource(url);
