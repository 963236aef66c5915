package dev.siaga.resources;

import dev.siaga.kernel.Name;

/** What a resource is found by. */
record ResourceKey(String kind, Name name) {
  @Override
  public String toString() {
    return kind + " " + name;
  }
}
