package dev.siaga.app;

import java.io.Serial;

/** Nothing can be served where Siaga was told to; the message is a sentence for who starts it. */
final class ListenFault extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  ListenFault(String sentence) {
    super(sentence);
  }
}
