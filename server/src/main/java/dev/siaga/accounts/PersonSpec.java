package dev.siaga.accounts;

import dev.siaga.kernel.Name;
import dev.siaga.resources.Kind;
import dev.siaga.resources.Mistakes;
import dev.siaga.resources.Snapshot;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom Siaga knows and can wake.
 *
 * @param methods how to reach the person, best first; empty means every e-mail channel, by its name
 */
public record PersonSpec(
    String displayName, String email, Locale language, ZoneId timeZone, List<Method> methods) {
  public static final Kind<PersonSpec> KIND =
      Kind.of(PersonSpec.class, "Person", PersonSpec::check);

  /** By this name people read "UTC" behind a time; the offset itself would read "Z". */
  public static final ZoneId TIME_ZONE_DEFAULT = ZoneId.of("UTC");

  /**
   * One way to reach a person.
   *
   * @param address where on that channel; by default the person's e-mail address
   */
  public record Method(Name channel, @Nullable String address) {}

  public PersonSpec {
    language = language == null ? Locale.ENGLISH : language;
    timeZone = timeZone == null ? TIME_ZONE_DEFAULT : timeZone;
    methods = methods == null ? List.of() : List.copyOf(methods);
  }

  private static void check(Name name, PersonSpec person, Snapshot whole, Mistakes mistakes) {
    for (int i = 0; i < person.methods.size(); i++) {
      var channel = person.methods.get(i).channel();
      mistakes.mustExist(whole, "Channel", channel, "methods[" + i + "].channel");
    }
    whole
        .all(KIND)
        .forEach((other, spec) -> {
          if (other.compareTo(name) < 0 && spec.email.equalsIgnoreCase(person.email)) {
            mistakes.add("email", "accounts.email-taken", person.email, other);
          }
        });
  }
}
