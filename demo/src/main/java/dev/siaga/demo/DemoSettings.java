package dev.siaga.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the demo takes from the environment, and its own values for the rest.
 *
 * @param childEnvironment what Siaga is started with
 */
record DemoSettings(
    Path data, Access access, boolean ownPassword, Map<String, String> childEnvironment) {
  static final String HTTP_PORT = "SIAGA_HTTP_PORT";
  private static final List<String> KEPT =
      List.of("SIAGA_HTTP_ADDRESS", HTTP_PORT, "SIAGA_BASE_URL");

  /** Known to everybody who has the demo, hence only for loopback. */
  private static final Access WELL_KNOWN =
      new Access("you@example.com", "siaga-demo-password", "siaga-demo-token-for-loopback-only");

  /** How to sign in, in a browser and at the API. */
  record Access(String email, String password, String token) {
    @Override
    public String toString() {
      return "Access[" + email + "]";
    }
  }

  static DemoSettings from(Map<String, String> environment) {
    var data = Path.of(valueOr(environment, "SIAGA_DATA", "demo-data"));
    var access =
        new Access(
            valueOr(environment, "SIAGA_ADMIN_EMAIL", WELL_KNOWN.email()),
            valueOr(environment, "SIAGA_ADMIN_PASSWORD", WELL_KNOWN.password()),
            valueOr(environment, "SIAGA_ADMIN_TOKEN", WELL_KNOWN.token()));
    boolean own = !access.password().equals(WELL_KNOWN.password());
    return new DemoSettings(data, access, own, childEnvironment(environment, data, access));
  }

  /** Where the applied configuration is kept; its presence tells the demo's data from others. */
  Path configuration() {
    return data.resolve("demo-configuration");
  }

  /** Why this must not start. */
  Optional<String> mistake() throws IOException {
    if (isOpenToOthers() && (!ownPassword || access.token().equals(WELL_KNOWN.token()))) {
      return Optional.of(
          "SIAGA_HTTP_ADDRESS lets others in, and the demo's password and token are known to"
              + " everybody: set SIAGA_ADMIN_PASSWORD and SIAGA_ADMIN_TOKEN too.");
    }
    if (holdsOtherData()) {
      return Optional.of(
          data.toAbsolutePath()
              + " holds data that are not the demo's: name another folder in SIAGA_DATA.");
    }
    return Optional.empty();
  }

  private boolean isOpenToOthers() throws IOException {
    var address = childEnvironment.get("SIAGA_HTTP_ADDRESS");
    return address != null && !InetAddress.getByName(address).isLoopbackAddress();
  }

  private boolean holdsOtherData() throws IOException {
    if (!Files.isDirectory(data) || Files.isDirectory(configuration())) {
      return false;
    }
    try (var files = Files.list(data)) {
      return files.findAny().isPresent();
    }
  }

  /** A database URL or key file of the operator's own is no place for a demo, so they stay out. */
  private static Map<String, String> childEnvironment(
      Map<String, String> environment, Path data, Access access) {
    var child = new TreeMap<>(environment);
    child.keySet().removeIf(name -> name.startsWith("SIAGA_"));
    for (var name : KEPT) {
      var value = valueOr(environment, name, "");
      if (!value.isEmpty()) {
        child.put(name, value);
      }
    }
    child.put("SIAGA_DATA", data.toString());
    child.put("SIAGA_ADMIN_EMAIL", access.email());
    child.put("SIAGA_ADMIN_PASSWORD", access.password());
    child.put("SIAGA_ADMIN_TOKEN", access.token());
    return child;
  }

  private static String valueOr(Map<String, String> environment, String name, String otherwise) {
    var value = environment.getOrDefault(name, "");
    return value.isEmpty() ? otherwise : value;
  }
}
