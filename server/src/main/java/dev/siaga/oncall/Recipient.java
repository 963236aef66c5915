package dev.siaga.oncall;

import dev.siaga.kernel.Name;

/** Who is reached in the end. */
public sealed interface Recipient {
  Name name();

  record Person(Name name) implements Recipient {}

  /** A channel that belongs to nobody, such as a webhook. */
  record Channel(Name name) implements Recipient {}
}
