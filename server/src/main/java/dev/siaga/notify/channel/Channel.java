package dev.siaga.notify.channel;

/** One way to hand a letter over, with its settings and its own rule of what is worth a retry. */
public interface Channel extends AutoCloseable {
  /**
   * Tries once. Blocks until there is an outcome; interrupting its (virtual) thread ends it early.
   */
  Outcome send(Letter letter) throws InterruptedException;

  /**
   * Loads what the first letter needs, and sends nothing: hundreds of milliseconds that a page
   * should not wait for.
   */
  void warmUp(Letter letter);

  @Override
  void close();
}
