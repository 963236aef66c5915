package dev.siaga.incidents;

import java.util.List;

/**
 * What is open now.
 *
 * @param first those that nobody has answered before the rest, each the newest first
 * @param open how many there are in all
 * @param unanswered how many of them wake people and have no answer
 */
public record Overview(List<Head> first, int open, int unanswered) {
  public Overview {
    first = List.copyOf(first);
  }
}
