package dev.siaga.app;

import dev.siaga.kernel.Durations;
import dev.siaga.kernel.Network;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an operator can set: its name in the environment, what is allowed, and how text becomes a
 * value. {@link Settings} reads it; a test writes docs/golden/settings.txt from {@link #ALL}.
 *
 * @param byDefault null when there is no value unless one is set
 */
record Setting<T>(
    String name,
    @Nullable String byDefault,
    String allowed,
    String meaning,
    boolean secret,
    Function<String, T> parse) {
  static final String PREFIX = "SIAGA_";
  static final int PORT_MAX = 65_535;
  static final int SECRET_LENGTH_MIN = 8;
  static final int SECRET_LENGTH_MAX = 256;
  static final int TOKEN_LENGTH_MIN = 20; // who has it need not know an e-mail address
  static final int NETWORKS_MAX = 64;
  static final int MEGABYTES_MAX = 1_000_000;
  static final Duration RESUME_WITHIN_MIN = Duration.ofMinutes(1);
  static final Duration RESUME_WITHIN_MAX = Duration.ofDays(1);
  static final Duration FIRINGS_KEPT_MIN = Duration.ofDays(7);
  static final Duration KEPT_MIN = Duration.ofDays(1);
  static final Duration KEPT_MAX = Duration.ofDays(3_650);

  static final Setting<String> HTTP_ADDRESS =
      open(
          "HTTP_ADDRESS",
          "127.0.0.1",
          "an IP address or a host name of this machine",
          "Where pages and API listen.",
          Setting::word);
  static final Setting<Integer> HTTP_PORT =
      open(
          "HTTP_PORT",
          "8080",
          "a number from 0 to 65535; 0 takes any free port",
          "The port of pages and API.",
          Setting::port);
  static final Setting<Path> DATA =
      open(
          "DATA",
          "data",
          "a folder; it is made when it is missing",
          "Where the embedded PostgreSQL and the key file live.",
          Path::of);
  static final Setting<String> DATABASE_URL =
      hidden(
          "DATABASE_URL",
          "postgresql://USER:PASSWORD@HOST:PORT/NAME, or the same as a jdbc:postgresql: URL",
          "An external PostgreSQL 15 to 18 instead of the embedded one.",
          Setting::databaseUrl);
  static final Setting<URI> BASE_URL =
      open(
          "BASE_URL",
          null,
          "an http:// or https:// URL without query and fragment",
          "How people reach Siaga: links in messages begin with it. By default where it listens.",
          Setting::baseUrl);
  static final Setting<Path> KEY_FILE =
      open(
          "KEY_FILE",
          null,
          "a file; it is made, readable by its owner only, when it is missing",
          "The key that secrets in the database are sealed with. By default siaga.key in the data"
              + " folder.",
          Path::of);
  static final Setting<List<Network>> TRUSTED_PROXIES =
      open(
          "TRUSTED_PROXIES",
          "",
          "IP addresses or networks such as 10.0.0.0/8, at most 64, separated by commas",
          "Whose X-Forwarded-For is believed: by it failed sign-ins are counted.",
          Setting::networks);
  static final Setting<Duration> RESUME_WITHIN =
      open(
          "RESUME_WITHIN",
          "5m",
          "a length of time from 1m to 1d",
          "An alert that fires again this soon after its end goes on with the same firing.",
          text -> length(text, RESUME_WITHIN_MIN, RESUME_WITHIN_MAX));
  static final Setting<Duration> FIRINGS_KEPT =
      open(
          "FIRINGS_KEPT",
          "90d",
          "a length of time from 7d to 3650d",
          "How long alerts, firings and silences are kept after their end.",
          text -> length(text, FIRINGS_KEPT_MIN, KEPT_MAX));
  static final Setting<Duration> BODIES_KEPT =
      open(
          "BODIES_KEPT",
          "14d",
          "a length of time from 1d to 3650d",
          "How long the bodies that senders sent can be looked at.",
          text -> length(text, KEPT_MIN, KEPT_MAX));
  static final Setting<Integer> BODIES_MEGABYTES_MAX =
      open(
          "BODIES_MEGABYTES_MAX",
          "1024",
          "a number from 1 to 1000000",
          "How much space these bodies take, compressed; beyond it the oldest go.",
          Setting::megabytes);
  static final Setting<String> ADMIN_EMAIL =
      open(
          "ADMIN_EMAIL",
          null,
          "an e-mail address; needs SIAGA_ADMIN_PASSWORD",
          "Makes the first administrator without the one-time link.",
          Setting::email);
  static final Setting<String> ADMIN_PASSWORD =
      hidden(
          "ADMIN_PASSWORD",
          "8 to 256 characters; needs SIAGA_ADMIN_EMAIL",
          "The first administrator's password.",
          Setting::secretText);
  static final Setting<String> ADMIN_TOKEN =
      hidden(
          "ADMIN_TOKEN",
          "20 to 256 characters without spaces; needs SIAGA_ADMIN_EMAIL",
          "An API token of the first administrator.",
          Setting::tokenWord);
  static final Setting<URI> SERVER =
      open(
          "SERVER",
          null,
          "an http:// or https:// URL",
          "Only for apply and export: which Siaga they talk to.",
          Setting::baseUrl);
  static final Setting<String> TOKEN =
      hidden(
          "TOKEN",
          "8 to 256 characters without spaces",
          "Only for apply and export: the API token that they send.",
          Setting::secretWord);

  static final List<Setting<?>> ALL =
      List.of(
          HTTP_ADDRESS,
          HTTP_PORT,
          DATA,
          DATABASE_URL,
          BASE_URL,
          KEY_FILE,
          TRUSTED_PROXIES,
          RESUME_WITHIN,
          FIRINGS_KEPT,
          BODIES_KEPT,
          BODIES_MEGABYTES_MAX,
          ADMIN_EMAIL,
          ADMIN_PASSWORD,
          ADMIN_TOKEN,
          SERVER,
          TOKEN);

  /** The name in siaga.yaml: {@code httpPort} for {@code SIAGA_HTTP_PORT}. */
  String key() {
    var words = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).split("_", -1);
    var key = new StringBuilder(words[0]);
    Arrays.stream(words, 1, words.length)
        .forEach(word ->
            key.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length()));
    return key.toString();
  }

  private static <T> Setting<T> open(
      String name,
      @Nullable String byDefault,
      String allowed,
      String meaning,
      Function<String, T> parse) {
    return new Setting<>(PREFIX + name, byDefault, allowed, meaning, false, parse);
  }

  private static <T> Setting<T> hidden(
      String name, String allowed, String meaning, Function<String, T> parse) {
    return new Setting<>(PREFIX + name, null, allowed, meaning, true, parse);
  }

  private static String word(String text) {
    return require(text, !text.isBlank() && text.chars().noneMatch(Character::isWhitespace));
  }

  private static int port(String text) {
    int port = Integer.parseInt(text);
    return require(port, port >= 0 && port <= PORT_MAX);
  }

  private static String databaseUrl(String text) {
    var url = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
    return require(text, url.startsWith("postgresql://") || url.startsWith("postgres://"));
  }

  /** Without the slash at the end, so that a path can be appended. */
  private static URI baseUrl(String text) {
    var url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    var scheme = Optional.ofNullable(url.getScheme()).orElse("");
    return require(
        url,
        List.of("http", "https").contains(scheme)
            && url.getHost() != null
            && url.getQuery() == null
            && url.getFragment() == null);
  }

  private static Duration length(String text, Duration min, Duration max) {
    var length = Durations.parse(text);
    return require(length, length.compareTo(min) >= 0 && length.compareTo(max) <= 0);
  }

  private static int megabytes(String text) {
    int megabytes = Integer.parseInt(text);
    return require(megabytes, megabytes >= 1 && megabytes <= MEGABYTES_MAX);
  }

  private static List<Network> networks(String text) {
    var networks =
        Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(network -> !network.isEmpty())
            .map(Network::parse)
            .toList();
    return require(networks, networks.size() <= NETWORKS_MAX);
  }

  private static String email(String text) {
    return require(text, word(text).matches("[^@]+@[^@]+"));
  }

  private static String secretText(String text) {
    return require(text, text.length() >= SECRET_LENGTH_MIN && text.length() <= SECRET_LENGTH_MAX);
  }

  private static String secretWord(String text) {
    return word(secretText(text));
  }

  private static String tokenWord(String text) {
    return require(secretWord(text), text.length() >= TOKEN_LENGTH_MIN);
  }

  private static <V> V require(V value, boolean allowed) {
    if (!allowed) {
      throw new IllegalArgumentException("not allowed");
    }
    return value;
  }
}
