package dev.siaga.notify;

import dev.siaga.kernel.Name;

/** One way to reach a person, with its address. */
public record Method(Name channel, String address) {}
