package dev.siaga.oncall;

import dev.siaga.kernel.Text;
import java.util.List;

/**
 * Everybody whom a target means at an instant.
 *
 * @param missing what is wrong with the configuration, when somebody could not be found
 */
public record OnDuty(List<Duty> duties, List<Text> missing) {
  public OnDuty {
    duties = List.copyOf(duties);
    missing = List.copyOf(missing);
  }
}
