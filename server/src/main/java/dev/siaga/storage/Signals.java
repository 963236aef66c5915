package dev.siaga.storage;

import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * A word to all nodes that something changed. It may be lost when a connection breaks, so whoever
 * relies on it also looks by itself now and then.
 */
public interface Signals {
  /** Called after the commit on every node, this one included. It must be quick. */
  void on(String channel, Consumer<String> listener);

  void send(Handle tx, String channel, String payload);

  /** The same for the other nodes only: this one knows already. */
  void sendToOthers(Handle tx, String channel, String payload);
}
