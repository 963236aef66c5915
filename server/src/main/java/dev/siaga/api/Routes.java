package dev.siaga.api;

import java.util.Map;

/** The handlers of one resource. */
interface Routes {
  Map<Endpoint, Handler> handlers();
}
