// The page in the browser, its parts put together. Their order is the order in which they hear the keyboard.
import "./stream.js";
import "./morph.js";
import "./focus.js";
import "./requests.js";
import "./live.js";
import "./controls.js";
import "./lists.js";
import "./composer.js";
import "./menus.js";
import "./confirm.js";
import "./modal.js";
import "./panes.js";
import "./suggest.js";
import "./clock.js";
import "./scroll.js";
